package vn.lachan.sample

import android.app.Activity
import android.graphics.Bitmap
import android.os.Handler
import android.os.Looper
import android.view.PixelCopy
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.hasScrollAction
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import vn.lachan.Language

/** The dashboard over the real core, in both languages, light and dark. Pictures lie in target/screenshots. */
@RunWith(RobolectricTestRunner::class)
class DashboardTest {
    @get:Rule
    val rule = createAndroidComposeRule<MainActivity>()

    private fun shown(first: String, further: List<String>, picture: String) {
        rule.waitUntil(30_000) { rule.onAllNodes(hasText(first)).fetchSemanticsNodes().isNotEmpty() }
        picture(rule.activity, picture)
        for (text in further) rule.onNode(hasScrollAction()).performScrollToNode(hasText(text, substring = true))
    }

    @Test
    @Config(qualifiers = "+vi-rVN")
    fun vietnamese() = shown("Nên xem trước", listOf("Cán bộ Minh", "27 liên hệ khác", "Thứ Năm: ít nhất"), "dashboard-vi")

    @Test
    @Config(qualifiers = "+en-rUS-night")
    fun englishInTheDark() = shown("Look at this first", listOf("Cán bộ Minh", "27 other contacts", "Thursday: at least"), "dashboard-en-dark")

    @Test
    fun sixContactsAlertAndNoOther() {
        val week = DemoWeek.load(Language.VI)
        assertEquals(6, week.alerts.size)
        assertEquals(27, week.calmContacts)
        assertTrue(week.alerts.all { "111" in it.hotline })
    }

    private fun picture(activity: Activity, name: String) {
        val view = activity.window.decorView
        val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        var result = -1
        PixelCopy.request(activity.window, bitmap, { result = it }, Handler(Looper.getMainLooper()))
        shadowOf(Looper.getMainLooper()).idle()
        check(result == PixelCopy.SUCCESS) { "PixelCopy: $result" }
        val file = File(System.getProperty("screenshots.dir"), "$name.png").apply { parentFile?.mkdirs() }
        file.outputStream().use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }
}
