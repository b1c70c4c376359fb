use super::*;
use crate::model::{Moment, Permissions};

fn at(minute: i64) -> DeviceStatus {
    DeviceStatus::of(Moment { epoch_ms: minute * 60_000, offset_seconds: 0 })
}

fn usage(minute: i64, usage: Option<bool>) -> DeviceStatus {
    DeviceStatus { permissions: Permissions { usage, ..Permissions::default() }, ..at(minute) }
}

fn version(code: Option<i64>, text: Option<&str>) -> DeviceStatus {
    DeviceStatus { version_code: code, app_version: text.map(str::to_owned), ..at(0) }
}

fn codes(statuses: &[DeviceStatus]) -> Vec<TamperCode> {
    let mut device = DeviceMemory::default();
    statuses.iter().flat_map(|status| device.advance(status)).map(|finding| finding.code).collect()
}

#[test]
fn a_permission_is_measured_against_the_best_ever() {
    use TamperCode::{PermissionBack, PermissionLost};
    let said = |values: &[Option<bool>]| {
        codes(&values.iter().zip(0..).map(|(value, minute)| usage(minute, *value)).collect::<Vec<_>>())
    };
    let (on, off) = (Some(true), Some(false));
    assert_eq!(said(&[off, off, on]), [], "never had, then given");
    assert_eq!(said(&[on, off, off, None, off]), [PermissionLost], "told once");
    assert_eq!(said(&[on, None, off, on, off]), [PermissionLost, PermissionBack, PermissionLost]);
}

#[test]
fn each_permission_stands_for_itself() {
    let all = |on| Permissions {
        usage: Some(on),
        notifications: Some(on),
        overlay: Some(on),
        accessibility: Some(on),
        device_admin: Some(on),
        background: Some(on),
    };
    let mut device = DeviceMemory::default();
    device.advance(&DeviceStatus { permissions: all(true), ..at(0) });
    let lost = device.advance(&DeviceStatus { permissions: all(false), ..at(1) });
    let lost: Vec<_> = lost.iter().map(|finding| (finding.code, finding.permission)).collect();
    assert_eq!(lost, Permission::ALL.map(|permission| (TamperCode::PermissionLost, Some(permission))));
}

#[test]
fn an_older_version_is_told_once() {
    let told = |statuses: &[DeviceStatus]| codes(statuses);
    let code = |code| version(Some(code), None);
    let text = |text| version(None, Some(text));
    assert_eq!(told(&[code(10), code(12), code(12), code(13)]), []);
    assert_eq!(told(&[code(12), code(10), code(10), code(11)]), [TamperCode::VersionDowngrade]);
    assert_eq!(told(&[code(12), code(10), code(12), code(9)]).len(), 2);
    assert_eq!(told(&[text("1.9.0"), text("1.10.0"), text("1.10"), text("2.0-beta")]), []);
    assert_eq!(told(&[text("1.10.0"), text("1.9.9")]), [TamperCode::VersionDowngrade]);
    assert_eq!(told(&[text("1.2"), text("nightly")]), [], "no order, no finding");
    let both = |code, text| version(Some(code), Some(text));
    assert_eq!(told(&[both(10, "2.0"), both(11, "1.0")]), [], "the platform's count decides");
}

#[test]
fn another_installation_is_told() {
    let install = |name: &str| DeviceStatus { install: Some(name.into()), ..at(0) };
    assert_eq!(codes(&[install("a"), at(0), install("a"), install(""), install("b")]), [TamperCode::Reinstalled]);
}

#[test]
fn a_usage_fact_and_a_status_do_not_tell_the_same_loss_twice() {
    let mut device = DeviceMemory::default();
    let lost = device.usage_permission(60_000, false).unwrap();
    assert_eq!((lost.code, lost.at_ms, lost.permission), (TamperCode::PermissionLost, 60_000, Some(Permission::Usage)));
    assert_eq!(device.advance(&usage(2, Some(false))), []);
    assert_eq!(device.usage_permission(30_000, true), None, "from before the status");
    assert_eq!(device.advance(&usage(3, Some(true))).len(), 1);
    assert_eq!(device.usage_permission(4 * 60_000, true), None);
}

#[test]
fn a_batch_is_put_in_order_by_boots_before_the_wall_clock() {
    let measured = |boot: &str, monotonic, minute| DeviceStatus {
        boot: Some(boot.into()),
        monotonic_ms: Some(monotonic),
        ..at(minute)
    };
    let mut statuses = [measured("10", 5, 0), measured("9", 8, 50), measured("9", 7, 70)];
    in_order(&mut statuses);
    assert_eq!(statuses.map(|status| status.at.epoch_ms / 60_000), [70, 50, 0]);
}

#[test]
fn what_is_remembered_can_be_kept() {
    let mut device = DeviceMemory::default();
    device.advance(&DeviceStatus { install: Some("a".into()), version_code: Some(7), ..usage(0, Some(true)) });
    let text = serde_json::to_string(&device).unwrap();
    assert_eq!(serde_json::from_str::<DeviceMemory>(&text).unwrap(), device);
}
