package vn.lachan.sample

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.ElevatedCard
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.produceState
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import java.time.format.TextStyle
import java.util.Locale
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.lachan.AlertText
import vn.lachan.DayTotals
import vn.lachan.Language
import vn.lachan.Quality

/** The parent's dashboard over the sample week. */
class MainActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent {
            MaterialTheme(if (isSystemInDarkTheme()) darkColorScheme() else lightColorScheme()) {
                val locale = LocalConfiguration.current.locales[0]
                val language = if (locale.language == "en") Language.EN else Language.VI
                val dashboard = produceState<Dashboard?>(null, language) {
                    value = withContext(Dispatchers.IO) { DemoWeek.load(language) }
                }
                Surface(Modifier.fillMaxSize()) { DashboardScreen(dashboard.value, locale) }
            }
        }
    }
}

@Composable
internal fun DashboardScreen(dashboard: Dashboard?, locale: Locale) {
    LazyColumn(contentPadding = PaddingValues(16.dp), verticalArrangement = Arrangement.spacedBy(12.dp)) {
        item { Text(stringResource(R.string.app_name), style = MaterialTheme.typography.headlineMedium) }
        item { Text(stringResource(R.string.demo_notice), style = MaterialTheme.typography.bodySmall) }
        if (dashboard == null) {
            item {
                Text(stringResource(R.string.loading))
                LinearProgressIndicator(Modifier.fillMaxWidth())
            }
        } else {
            item { Text(stringResource(R.string.to_look_at), style = MaterialTheme.typography.titleLarge) }
            items(dashboard.alerts) { AlertCard(it) }
            item { Text(stringResource(R.string.calm_contacts, dashboard.calmContacts)) }
            item { Text(stringResource(R.string.screen_time), style = MaterialTheme.typography.titleLarge) }
            items(dashboard.days) { DayLine(it, locale) }
        }
    }
}

@Composable
private fun AlertCard(alert: AlertText) {
    ElevatedCard(Modifier.fillMaxWidth()) {
        Column(Modifier.padding(16.dp), Arrangement.spacedBy(6.dp)) {
            Text(alert.title, style = MaterialTheme.typography.titleMedium)
            Text(alert.meaning)
            Text(alert.action, fontWeight = FontWeight.SemiBold)
            Text(alert.falseAlarm, style = MaterialTheme.typography.bodySmall)
            Text(alert.hotline, style = MaterialTheme.typography.bodySmall)
        }
    }
}

@Composable
private fun DayLine(day: DayTotals, locale: Locale) {
    val name = day.day.dayOfWeek.getDisplayName(TextStyle.FULL, locale)
    val text = if (day.quality == Quality.EXACT) R.string.day_minutes else R.string.day_minutes_at_least
    Text(stringResource(text, name, day.deviceMinutes.toInt()))
}
