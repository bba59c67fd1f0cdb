#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""report.html of `aesthetic best` and the gallery of `aesthetic score` in headless Chromium, as a reader uses
them: no fault on the console, no request to anywhere, hover, click, keyboard, both themes, desktop and phone.
Screenshots are left in --screenshots. Exits with 77 where there is no Chromium."""

import argparse
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

options = None  # of the command line
PATIENCE = 60  # seconds, on a machine that does much else
DESKTOP = (1280, 900)
PHONE = (390, 844)


def aesthetic(*words, status=0):
    environment = {**os.environ, "AESTHETIC_MODEL": options.network}
    done = subprocess.run([options.aesthetic, *map(str, words)], env=environment, capture_output=True, text=True)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done


def make_video(file):
    """Two seconds that go from dark to bright and change in colour."""
    subprocess.run(
        ["gst-launch-1.0", "-q", "videotestsrc", "num-buffers=50", "pattern=ball", "background-color=0xff406080", "!",
         "video/x-raw,width=320,height=180,framerate=25/1", "!", "jpegenc", "!", "matroskamux", "!", "filesink",
         f"location={file}"],
        check=True,
    )


def make_picture(file, gray, width=160, height=120):
    file.parent.mkdir(parents=True, exist_ok=True)
    header = f"P5 {width} {height} 255\n".encode()
    plain = file.with_suffix(".pgm")
    plain.write_bytes(header + bytes([gray]) * (width * height))
    subprocess.run(
        ["gst-launch-1.0", "-q", "filesrc", f"location={plain}", "!", "pnmdec", "!", "videoconvert", "!", "jpegenc", "!",
         "filesink", f"location={file}"],
        check=True,
    )
    plain.unlink()


class Browser:
    """One page, opened from its file at a size and with a preferred theme. All share one Chromium."""

    driver = None

    def __init__(self, file, size=DESKTOP, theme="light"):
        Browser.driver = Browser.driver or self.start()
        self.size = size
        self.command("Emulation.setTouchEmulationEnabled", enabled=False)
        self.command("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                     mobile=size[0] < 600)
        self.prefer(theme)
        self.driver.get("about:blank")
        self.faults(), self.requests()  # of the page before
        self.driver.get(pathlib.Path(file).absolute().as_uri())

    @staticmethod
    def start():
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        wanted = webdriver.ChromeOptions()
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
            wanted.add_argument(word)
        wanted.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=wanted, service=Service(shutil.which("chromedriver")))
        driver.set_page_load_timeout(PATIENCE)
        return driver

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def command(self, name, **words):
        return self.driver.execute_cdp_cmd(name, words)

    def prefer(self, theme):
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def wait(self, script):
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, PATIENCE).until(lambda _: self.run(script))

    def press(self, *keys):
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def point(self, selector, share, click=False):
        """Moves the mouse to that share of the element's width, its middle in height."""
        from selenium.webdriver.common.action_chains import ActionChains

        element = self.find(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        moves = ActionChains(self.driver).move_to_element_with_offset(element, int((share - 0.5) * element.size["width"]), 0)
        (moves.click() if click else moves).perform()

    def screenshot(self, name, whole=False):
        words = {"format": "png"}
        if whole:
            content = self.command("Page.getLayoutMetrics")["cssContentSize"]
            words.update(captureBeyondViewport=True, clip={"x": 0, "y": 0, "scale": 1, **{k: content[k] for k in ("width", "height")}})
        picture = self.command("Page.captureScreenshot", **words)["data"]
        (options.screenshots / f"{name}.png").write_bytes(base64.b64decode(picture))

    def faults(self):
        return [line["message"] for line in self.driver.get_log("browser") if line["level"] != "INFO"]

    def requests(self):
        """Addresses of all that the page asked for, without what it brought itself."""
        events = [json.loads(line["message"])["message"] for line in self.driver.get_log("performance")]
        asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("data:", "file:", "chrome:"))]


class Pages(unittest.TestCase):
    def expect_sound(self, browser):
        self.assertEqual(browser.faults(), [])
        self.assertEqual(browser.requests(), [])
        self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), browser.size[0])
        unnamed = """return [...document.querySelectorAll('button, a, select, input, canvas, img')].filter((e) => !(
            e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.alt !== undefined
            || e.querySelector('img[alt]'))).length"""
        self.assertEqual(browser.run(unnamed), 0)


class Report(Pages):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        make_video(folder / "clip.mkv")
        video = folder / 'a "b" <c> &amp; ü.mkv'
        os.rename(folder / "clip.mkv", video)
        cls.video = video
        cls.out = folder / "best frames"
        aesthetic("best", video, "-n", 3, "-o", cls.out)
        cls.page = cls.out / "report.html"
        journal = (cls.out / "scores.jsonl").read_text().splitlines()
        cls.records = [json.loads(line) for line in journal[1:]]  # the first line says what it is of

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def shown(self, browser):
        """Milliseconds and the scores in the readout."""
        scores = browser.run("return [...document.querySelectorAll('#readout dd:not(.track)')].map((e) => e.textContent)")
        return int(browser.find("#curve").get_attribute("aria-valuenow")), scores

    def expect_record(self, shown):
        record = min(self.records, key=lambda one: abs(1000 * one["time"] - shown[0]))
        values = [record["overall"], *record["attributes"].values()]
        self.assertEqual(len(shown[1]), len(values))
        for text, value in zip(shown[1], values):
            self.assertAlmostEqual(float(text), value, delta=0.00051)

    def test_looks_sound_everywhere(self):
        for theme in ("light", "dark"):
            for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
                with self.subTest(theme=theme, size=name), Browser(self.page, size, theme) as browser:
                    browser.screenshot(f"report-{name}-{theme}", whole=True)
                    self.expect_sound(browser)

    def test_names_the_video_and_links_to_the_pictures(self):
        with Browser(self.page) as browser:
            self.assertEqual(browser.text("h1"), 'a "b" <c> &amp; ü.mkv')
            self.assertIn("3 best frames of 50 scored frames", browser.text("#summary"))
            links = browser.run("return [...document.querySelectorAll('#chosen a.picture')].map((a) => a.href)")
            files = [pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(link).path)) for link in links]
            self.assertEqual([file.name for file in files], ["best-1.jpg", "best-2.jpg", "best-3.jpg"])
            self.assertTrue(all(file.is_file() for file in files))
            browser.wait("return [...document.querySelectorAll('#chosen img')].every((i) => i.naturalWidth === 320)")

    def test_shows_what_frames_are_ranked_by(self):
        with tempfile.TemporaryDirectory() as folder:
            aesthetic("best", self.video, "-n", 2, "--by", "overall=1,red=3", "-o", folder)
            with Browser(pathlib.Path(folder) / "report.html") as browser:
                self.assertIn("chosen by 1 overall + 3 red", browser.text("#summary"))
                texts = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
                names = browser.driver.execute_script(texts, "#legend button")
                self.assertEqual(names, ["choice", "overall", "red", "green", "blue"])
                bars = browser.driver.execute_script(texts, "#chosen li:first-child dd:not(.track)")
                choice, overall, red = map(float, bars[:3])
                self.assertAlmostEqual(choice, (overall + 3 * red) / 4, delta=0.0011)
                self.expect_sound(browser)

    def test_hover_shows_the_frame(self):
        with Browser(self.page) as browser:
            seen = []
            for share in (0.3, 0.6, 0.9):
                browser.point("#curve", share)
                seen.append((self.shown(browser), browser.find("#readout img").get_attribute("src")))
                self.expect_record(seen[-1][0])
                browser.wait("return document.querySelector('#readout img').naturalWidth >= 160")
            times = [shown[0] for shown, _ in seen]
            self.assertEqual(times, sorted(set(times)))
            self.assertEqual(len({source for _, source in seen}), 3)
            self.assertEqual(browser.faults(), [])

    def test_click_pins_and_lets_go(self):
        from selenium.webdriver.common.keys import Keys

        with Browser(self.page) as browser:
            for release in ("click", "escape"):
                browser.point("#curve", 0.4, click=True)
                pinned = self.shown(browser)
                self.assertEqual(browser.text("#readout .pin"), "pinned")
                browser.point("#curve", 0.8)
                self.assertEqual(self.shown(browser), pinned)
                browser.screenshot("report-pinned")
                if release == "click":
                    browser.point("#curve", 0.8, click=True)
                else:
                    browser.press(Keys.ESCAPE)
                self.assertEqual(browser.text("#readout .pin"), "")
                browser.point("#curve", 0.7)
                self.assertNotEqual(self.shown(browser), pinned)

    def test_keyboard_alone(self):
        from selenium.webdriver.common.keys import Keys

        with Browser(self.page) as browser:
            browser.run("document.getElementById('curve').focus()")
            browser.press(Keys.HOME)
            self.assertEqual(self.shown(browser)[0], 0)
            browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
            self.assertEqual(self.shown(browser)[0], 80)
            self.expect_record(self.shown(browser))
            browser.press(Keys.ENTER)
            self.assertIn("pinned", browser.find("#curve").get_attribute("aria-valuetext"))
            browser.press(Keys.ESCAPE, Keys.END)
            self.assertEqual(self.shown(browser)[0], 1960)
            self.assertNotIn("pinned", browser.find("#curve").get_attribute("aria-valuetext"))

    def test_a_finger_moves_the_pin(self):
        with Browser(self.page, PHONE) as browser:
            browser.command("Emulation.setTouchEmulationEnabled", enabled=True)
            seen = []
            for share in (0.4, 0.7):
                place = browser.run(
                    "const c = document.getElementById('curve'); c.scrollIntoView({block: 'center'});"
                    "const b = c.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]")
                touch = [{"x": place[0] + share * place[2], "y": place[1] + place[3] / 2}]
                browser.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=touch)
                browser.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
                browser.wait("return document.querySelector('#readout .pin').textContent === 'pinned'")
                seen.append(self.shown(browser)[0])
            self.assertLess(seen[0], seen[1])
            browser.screenshot("report-phone-pinned")

    def test_both_themes_paint_everything(self):
        colors = """return [...document.querySelectorAll('canvas')].map((canvas, i) => {
            const wanted = getComputedStyle(document.documentElement).getPropertyValue(`--series-${Math.max(0, i - 1)}`);
            const channels = wanted.trim().match(/[0-9a-f]{2}/g).map((hex) => parseInt(hex, 16)).join();
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let p = 0; p < data.length; p += 4) if (data[p + 3] === 255 && data.slice(p, p + 3).join() === channels) return true;
            return false;
        })"""
        background = "return getComputedStyle(document.body).backgroundColor"
        with Browser(self.page, theme="dark") as browser:
            self.assertEqual(browser.run(colors), [True] * 5)
            dark = browser.run(background)
            browser.find("#theme").click()
            self.assertEqual(browser.run(colors), [True] * 5)
            self.assertNotEqual(browser.run(background), dark)
            browser.prefer("light")
            browser.prefer("dark")  # the reader's own choice stays
            self.assertNotEqual(browser.run(background), dark)

    def test_a_curve_can_be_left_out(self):
        with Browser(self.page) as browser:
            pixels = "const c = document.getElementById('curve'); return c.toDataURL()"
            before = browser.run(pixels)
            button = browser.find("#legend button:nth-child(2)")
            button.click()
            self.assertEqual(button.get_attribute("aria-pressed"), "false")
            self.assertNotEqual(browser.run(pixels), before)

    def test_prints(self):
        with Browser(self.page, theme="dark") as browser:
            document = base64.b64decode(browser.command("Page.printToPDF", printBackground=False)["data"])
            self.assertEqual(document[:5], b"%PDF-")
            self.assertGreater(len(document), 20000)
            self.assertEqual(browser.run("return document.documentElement.dataset.theme"), "dark")

    def test_can_be_left_out(self):
        with tempfile.TemporaryDirectory() as folder:
            make_video(f"{folder}/clip.mkv")
            aesthetic("best", f"{folder}/clip.mkv", "-n", 1, "--no-report", "-o", f"{folder}/out")
            self.assertFalse(os.path.exists(f"{folder}/out/report.html"))


class Gallery(Pages):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        # No line of a phone holds such a name.
        cls.folder = pathlib.Path(cls.scratch.name) / ("w" * 60)
        cls.pictures = cls.folder / "pictures"
        make_picture(cls.pictures / "dark.jpg", 40)
        make_picture(cls.pictures / "below" / "bright #1.jpg", 220)
        make_picture(cls.pictures / "gray.jpg", 128)
        (cls.pictures / "broken.jpg").write_bytes(b"this is no picture")
        (cls.pictures / "notes.txt").write_text("not looked at")
        done = aesthetic("score", cls.pictures, "--format", "html", "-o", cls.folder / "gallery.html", status=1)
        cls.errors = done.stderr.splitlines()

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def names(self, browser):
        return browser.run("return [...document.querySelectorAll('#pictures .name')].map((e) => e.textContent)")

    def choose(self, browser, control, value):
        browser.run(
            "const e = document.getElementById(arguments[0]); e.value = arguments[1];"
            "e.dispatchEvent(new Event('input', {bubbles: true}))", control, value)

    def test_one_line_for_what_cannot_be_read(self):
        self.assertEqual(len(self.errors), 1, self.errors)
        self.assertIn("broken.jpg", self.errors[0])
        with Browser(self.folder / "gallery.html") as browser:
            self.assertIn("broken.jpg", browser.text("#fault-list"))

    def test_looks_sound_everywhere(self):
        for theme in ("light", "dark"):
            for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
                with self.subTest(theme=theme, size=name), Browser(self.folder / "gallery.html", size, theme) as browser:
                    browser.screenshot(f"gallery-{name}-{theme}", whole=True)
                    self.expect_sound(browser)

    def test_sorts_and_filters(self):
        with Browser(self.folder / "gallery.html") as browser:
            self.assertEqual(self.names(browser), ["below/bright #1.jpg", "gray.jpg", "dark.jpg"])
            self.choose(browser, "task", "2")
            self.assertEqual(self.names(browser), ["below/bright #1.jpg", "gray.jpg", "dark.jpg"])
            self.choose(browser, "order", "worst")
            self.assertEqual(self.names(browser), ["dark.jpg", "gray.jpg", "below/bright #1.jpg"])
            self.choose(browser, "order", "name")
            self.assertEqual(self.names(browser), ["below/bright #1.jpg", "dark.jpg", "gray.jpg"])
            self.choose(browser, "filter", "GRAY")
            self.assertEqual(self.names(browser), ["gray.jpg"])
            self.assertEqual(browser.text("#count"), "1 of 3 pictures")
            self.choose(browser, "filter", "")
            self.choose(browser, "least", "0.45")
            self.assertEqual(self.names(browser), ["below/bright #1.jpg", "gray.jpg"])

    def test_shows_a_picture_large_from_its_file(self):
        from selenium.webdriver.common.keys import Keys

        moved = self.folder.with_name("moved")
        shutil.copytree(self.folder, moved)
        loaded = "const i = document.getElementById('large-picture'); return i.complete && i.naturalWidth === 160"
        with Browser(moved / "gallery.html") as browser:
            browser.find("#pictures button").click()
            browser.wait(loaded)
            self.assertIn("/moved/", browser.run("return document.getElementById('large-picture').src"))
            self.assertEqual(browser.text("#large-name"), "below/bright #1.jpg")
            browser.press(Keys.ARROW_RIGHT)
            browser.wait(loaded)
            self.assertEqual(browser.text("#large-name"), "gray.jpg")
            browser.screenshot("gallery-large")
            browser.press(Keys.ESCAPE)
            self.assertFalse(browser.run("return document.getElementById('large').open"))
            self.assertEqual(browser.faults(), [])
            (moved / "pictures" / "dark.jpg").unlink()
            browser.find("#pictures li:nth-child(3) button").click()
            browser.wait("return document.getElementById('large-note').textContent.includes('thumbnail')")

    def test_on_standard_output_it_names_whole_paths(self):
        done = aesthetic("score", self.pictures / "gray.jpg", "--format", "html")
        page = self.folder.with_name("elsewhere.html")
        page.write_text(done.stdout)
        with Browser(page) as browser:
            browser.find("#pictures button").click()
            browser.wait("return document.getElementById('large-picture').naturalWidth === 160")

    def test_a_video_is_no_picture(self):
        make_video(self.folder / "clip.mkv")
        done = aesthetic("score", self.folder / "clip.mkv", "--format", "html", status=1)
        self.assertIn("is a video, which a gallery does not show", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_many_photographs(self):
        source = pathlib.Path(options.photographs)
        if not source.is_dir():
            self.skipTest(f"no photographs: {source}")
        page = self.folder.with_name("photographs.html")
        aesthetic("score", source, "--format", "html", "-o", page)
        count = len(list(source.glob("*.jpg")))
        self.assertLess(page.stat().st_size, 300_000 + 15_000 * count)
        with Browser(page) as browser:
            self.assertLess(len(self.names(browser)), count)
            browser.screenshot("gallery-photographs")
            for _ in range(count // 200 + 1):
                browser.run("document.getElementById('end').scrollIntoView()")
                browser.wait("return true")
            browser.wait(f"document.getElementById('end').scrollIntoView(); return document.querySelectorAll('#pictures li').length === {count}")
            self.expect_sound(browser)


def missing():
    """Why no browser can be had, if none can."""
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"no {program} (on Debian: apt install chromium chromium-driver)"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "no Selenium for Python (on Debian: apt install python3-selenium)"
    return None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--aesthetic", "--network", "--photographs"):
        parser.add_argument(name, required=True)
    parser.add_argument("--screenshots", required=True, type=pathlib.Path)
    options, words = parser.parse_known_args()
    reason = missing()
    if reason:
        print(f"skipped: {reason}")
        sys.exit(77)
    options.screenshots.mkdir(parents=True, exist_ok=True)
    result = unittest.main(argv=[sys.argv[0], *words], verbosity=2, exit=False).result
    if Browser.driver is not None:
        Browser.driver.quit()
    sys.exit(not result.wasSuccessful())
