use super::*;
use crate::Error;
use crate::model::UsageKind;
use crate::screen_time::observation::Observation;

fn key(byte: u8) -> StoreKey {
    StoreKey::new(&[byte; KEY_BYTES]).unwrap()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("child.lachan");
    (dir, path)
}

fn open(path: &Path, byte: u8) -> Result<Store, Error> {
    Store::open(path, &key(byte)).map_err(Error::from)
}

fn fact(at_ms: i64) -> Observation {
    Observation {
        kind: UsageKind::AppResumed,
        app: Some("a".into()),
        instance: None,
        at_ms,
        monotonic_ms: None,
        boot: None,
    }
}

fn add(connection: &Connection, at_ms: i64) -> StoreResult<()> {
    rows::add_observation(connection, &mut Terms::default(), &fact(at_ms), 25_200).map(drop)
}

/// Names and definitions of everything in the schema.
fn schema(store: &Store) -> Vec<(String, String)> {
    let sql = "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name";
    let mut statement = store.connection.prepare(sql).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

fn overwrite(path: &Path, from: u64, bytes: &[u8]) {
    use std::io::{Seek, SeekFrom, Write};
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_store_opens_again_with_its_key_only() {
    let (_dir, path) = folder();
    let mut store = open(&path, 1).unwrap();
    let tx = store.begin().unwrap();
    add(&tx, 5).unwrap();
    tx.commit().unwrap();
    store.close().unwrap();

    assert_eq!(open(&path, 2).err(), Some(Error::WrongKey));
    let mut again = open(&path, 1).unwrap();
    assert_eq!(rows::observations(&again.read().unwrap()).unwrap(), [fact(5)]);
}

#[test]
fn a_wrong_key_leaves_the_file_where_it_is() {
    let (dir, path) = folder();
    open(&path, 1).unwrap().close().unwrap();
    let before = std::fs::read(&path).unwrap();
    assert_eq!(open(&path, 2).err(), Some(Error::WrongKey));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn damage_is_told_from_a_wrong_key_and_kept_aside() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("first page", |path| overwrite(path, 100, &[0xaa; 600])),
        ("cut in a page", |path| {
            let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
            file.set_len(4096 + 17).unwrap();
        }),
        ("another file", |path| std::fs::write(path, "not a store at all").unwrap()),
        ("plain SQLite", |path| {
            std::fs::remove_file(path).unwrap();
            Connection::open(path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        }),
    ];
    for (name, damage) in damages {
        let (dir, path) = folder();
        open(&path, 1).unwrap().close().unwrap();
        damage(&path);
        let damaged = std::fs::read(&path).unwrap();
        assert_eq!(open(&path, 1).err(), Some(Error::Corrupt), "{name}");
        let aside = dir.path().join("child.lachan.corrupt-1");
        assert_eq!(std::fs::read(&aside).unwrap(), damaged, "{name}: nothing is lost");
        open(&path, 1).unwrap().close().unwrap();
        assert!(aside.exists(), "{name}");
    }
}

#[test]
fn a_second_damaged_store_does_not_replace_the_first() {
    let (dir, path) = folder();
    for _ in 0..2 {
        std::fs::write(&path, "broken").unwrap();
        assert_eq!(open(&path, 1).err(), Some(Error::Corrupt));
    }
    for name in ["child.lachan.corrupt-1", "child.lachan.corrupt-2"] {
        assert!(dir.path().join(name).exists(), "{name}");
    }
}

#[test]
fn damage_inside_is_found_when_it_is_read() {
    let (_dir, path) = folder();
    let mut store = open(&path, 1).unwrap();
    let tx = store.begin().unwrap();
    (0..20_000).for_each(|ms| add(&tx, ms).unwrap());
    tx.commit().unwrap();
    store.close().unwrap();
    let length = std::fs::metadata(&path).unwrap().len();
    (2..length / PAGE_BYTES).for_each(|page| overwrite(&path, page * PAGE_BYTES + 200, &[0x55; 64]));
    let result = open(&path, 1).and_then(|mut store| Ok(rows::observations(&*store.read()?)?));
    assert_eq!(result.err(), Some(Error::Corrupt));
}

#[test]
fn a_newer_store_is_refused_and_untouched() {
    let (_dir, path) = folder();
    let store = open(&path, 1).unwrap();
    store.connection.pragma_update(None, "user_version", 99).unwrap();
    store.close().unwrap();
    let supported = STEPS.len() as u32;
    assert_eq!(open(&path, 1).err(), Some(Error::TooNew { found: 99, supported }));
    assert!(path.exists());
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let (_dir, path) = folder();
    let mut store = open(&path, 1).unwrap();
    let pages: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
    let filled = (|| {
        let tx = store.begin()?;
        for ms in 0..10_000 {
            add(&tx, ms)?;
        }
        Ok(tx.commit()?)
    })();
    assert_eq!(filled.map_err(|error: StoreError| Error::from(error)), Err(Error::DiskFull));
    assert_eq!(rows::observations(&store.read().unwrap()).unwrap(), []);
}

#[test]
fn a_store_in_use_elsewhere_is_busy() {
    let (_dir, path) = folder();
    let mut one = open(&path, 1).unwrap();
    let mut two = open(&path, 1).unwrap();
    two.connection.busy_timeout(Duration::from_millis(20)).unwrap();
    let held = one.begin().unwrap();
    assert_eq!(two.begin().map(drop).map_err(Error::from), Err(Error::Busy));
    assert!(two.read().is_ok(), "reading goes on beside a writer");
    drop(held);
    assert!(two.begin().is_ok());
}

#[test]
fn an_interrupted_query_is_told_apart() {
    let store = Store::in_memory().unwrap();
    let handle = store.connection.get_interrupt_handle();
    std::thread::spawn(move || {
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(5));
            handle.interrupt();
        }
    });
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let result = store.connection.query_row(endless, [], |row| row.get::<_, i64>(0));
    assert_eq!(result.map_err(|error| Error::from(StoreError::from(error))), Err(Error::Interrupted));
}

#[test]
fn a_folder_that_is_not_there_is_unavailable() {
    let missing = Path::new("/nowhere/at/all/child.lachan");
    assert!(matches!(open(missing, 1), Err(Error::Unavailable { .. })));
}

#[test]
fn a_folder_given_for_a_store_is_refused_and_left_alone() {
    let (dir, _) = folder();
    std::fs::write(dir.path().join("photo"), "x").unwrap();
    assert!(matches!(open(dir.path(), 1), Err(Error::Unavailable { .. })));
    assert!(dir.path().join("photo").exists());
}

#[test]
fn the_schema_is_the_documented_one() {
    let text = schema(&Store::in_memory().unwrap())
        .into_iter()
        .filter(|(_, sql)| !sql.is_empty())
        .map(|(_, sql)| sql + ";\n")
        .collect::<String>();
    insta::assert_snapshot!("schema", text);
}

/// Every version that was ever released has a store in tests/old-databases, made by that version with key 7.
#[test]
fn every_old_store_opens_and_has_the_schema_of_a_fresh_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/old-databases");
    let fresh = schema(&Store::in_memory().unwrap());
    for version in 1..=STEPS.len() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("old.lachan");
        std::fs::copy(folder.join(format!("v{version}.lachan")), &path).expect("a store of every released version");
        let mut store = open(&path, 7).unwrap();
        assert_eq!(schema(&store), fresh, "v{version}");
        assert!(!rows::observations(&store.read().unwrap()).unwrap().is_empty(), "v{version} keeps its facts");
    }
}

#[test]
fn a_step_that_fails_leaves_the_version_before() {
    let (_dir, path) = folder();
    let mut store = open(&path, 1).unwrap();
    let with = |step| STEPS.iter().copied().chain([step]).collect::<Vec<&str>>();
    assert!(store.migrate(&with("CREATE TABLE extra (x); SELECT no_such_function();")).is_err());
    let version: u32 = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, STEPS.len() as u32);
    assert!(!schema(&store).iter().any(|(name, _)| name == "extra"));
    store.migrate(&with("CREATE TABLE extra (x INTEGER) STRICT;")).unwrap();
    assert!(schema(&store).iter().any(|(name, _)| name == "extra"));
}
