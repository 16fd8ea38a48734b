// The reference pages of the five catalogs and their index, in a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { address, CATALOGS, catalog, INDEXED, launch, NARROW, open, shown, WIDE } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const search = '[id="page:find"]';
const select = (name) => `[id="page:${name}"]`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// What is searched, and how, computed from the JSON and in another way than the page does it: words are cut out, and one
// of them begins as the query does.
const identities = (error) => [error, ...error.also];
const codes = (error) => identities(error).map((identity) => identity.code).filter((code) => code !== null).map(String);
const statuses = (error) => identities(error).flatMap((identity) => identity.statuses);
function words(error) {
  const { name, type, description, causes, solutions, message, user_message, exception, renamed_from, deprecated } = error;
  const texts = [...codes(error), name, type, ...statuses(error), error.category, description, ...causes, ...solutions, message,
    user_message, exception, ...renamed_from, deprecated];
  const cut = (text) => [...text.split(/[^\p{L}\p{N}]+/u), ...text.split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)];
  return texts.filter((text) => text !== null).flatMap((text) => cut(String(text))).map((word) => word.toLowerCase());
}
const found = (errors, query) => errors.filter((error) => words(error).some((word) => word.startsWith(query)));
const waits = ["backoff", "after_delay", "when_idle"];
const unserved = ["rate_limit", "concurrency_limit", "unavailable"];
const retryable = (error) => error.retry ? waits.includes(error.retry.strategy) : unserved.includes(error.category);

/** The rows of a page by the name of their error. */
const names = (page) =>
  page.$$eval("details.error", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.name));
const wanted = (errors) => errors.map((error) => error.name);

for (const name of CATALOGS) {
  describe(name, () => {
    const { errors } = catalog(name);

    test("has every error, closed, asks nothing of the network and complains of nothing", async () => {
      const { page, faults, requests, close } = await open(browser, name);
      assert.deepEqual(await names(page), wanted(errors));
      assert.equal(await page.locator("details.error[open]").count(), 0);
      assert.deepEqual(requests.filter((url) => url !== address(name) && !url.startsWith("data:")), []);
      assert.deepEqual(faults, []);
      await close();
    });

    test("finds errors as somebody types", async () => {
      const { page, faults, close } = await open(browser, name);
      await page.click(search);
      for (const query of ["rate", "429", "key", "server", "limit", "not", "zzz"]) {
        await page.fill(search, "");
        await page.keyboard.type(query.toUpperCase());
        assert.deepEqual(await names(page), wanted(found(errors, query)), query);
        const count = await page.locator(select("count")).textContent();
        assert.equal(count, `${found(errors, query).length} of ${errors.length} errors`);
      }
      assert.ok(await page.locator(select("nothing")).isVisible());
      for (const code of errors.flatMap(codes)) {
        await page.fill(search, code);
        const rows = await names(page);
        errors.filter((error) => codes(error).includes(code)).forEach((error) => assert.ok(rows.includes(error.name), code));
      }
      await page.fill(search, "requests 429");
      const both = found(errors, "requests").filter((error) => found(errors, "429").includes(error));
      assert.deepEqual(await names(page), wanted(both));
      assert.deepEqual(faults, []);
      await close();
    });

    test("filters by status, category and retry, together and with a search", async () => {
      const { page, close } = await open(browser, name);
      const tests = {
        status: [...new Set(errors.flatMap(statuses))].map(String),
        category: [...new Set(errors.map((error) => error.category))],
        retry: ["yes", "no"],
      };
      const passes = (kind, value) => (error) => ({
        status: () => statuses(error).map(String).includes(value),
        category: () => error.category === value,
        retry: () => retryable(error) === (value === "yes"),
      })[kind]();
      for (const [kind, values] of Object.entries(tests)) {
        if (kind !== "retry" && values.length < 2) continue;
        const offered = await page.$$eval(`${select(kind)} option`, (options) => options.map((option) => option.value));
        assert.deepEqual(offered.filter(Boolean).sort(), [...values].sort(), kind);
        for (const value of values) {
          await page.selectOption(select(kind), value);
          assert.deepEqual(await names(page), wanted(errors.filter(passes(kind, value))), `${kind} ${value}`);
        }
        await page.selectOption(select(kind), "");
      }
      await page.selectOption(select("retry"), "yes");
      await page.fill(search, "limit");
      assert.deepEqual(await names(page), wanted(found(errors, "limit").filter(retryable)));
      await page.click(select("clear"));
      assert.deepEqual(await names(page), wanted(errors));
      await close();
    });

    test("opens the error that an address names", async () => {
      for (const error of [errors[0], errors.at(-1)]) {
        const { page, close } = await open(browser, name, { fragment: `#${error.code ?? error.name}` });
        const open_ = await page.$$eval("details[open]", (rows) => rows.map((row) => row.dataset.name));
        assert.deepEqual(open_, [error.name]);
        await close();
      }
      const { page, close } = await open(browser, name);
      for (const error of errors) {
        // A code that several have leads to the first whose own it is.
        const first = errors.find((other) => other.code !== null && other.code === error.code) ?? error;
        for (const [fragment, named] of new Map([[String(error.code ?? error.name), first], [error.name, error]])) {
          await page.evaluate((to) => { location.hash = to; }, encodeURIComponent(fragment));
          const row = page.locator(`details[data-name="${named.name}"][open]`);
          await row.waitFor();
          const tools = await page.locator(".tools").boundingBox();
          const top = (await row.boundingBox()).y;
          assert.ok(top >= tools.y + tools.height - 1 && top < WIDE.height, `${fragment}: at ${top}`);
        }
      }
      await page.evaluate(() => { location.hash = "no-such-code"; });
      await page.locator(select("nothing")).waitFor();
      await close();
    });

    test("prints everything, and is all there without its script", async () => {
      for (const setting of ["print", "no script"]) {
        const { page, close } = await open(browser, name, { javaScriptEnabled: setting === "print" });
        if (setting === "print") await page.emulateMedia({ media: "print" });
        const seen = await page.$$eval("details.error", (rows) =>
          rows.filter((row) => row.querySelector(".body").checkVisibility() && row.querySelector(".facts").offsetHeight > 20)
            .map((row) => row.dataset.name));
        assert.deepEqual(seen, wanted(errors), setting);
        assert.equal(await page.locator(".tools").isVisible(), false, setting);
        const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
        for (const error of errors) {
          for (const part of [error.description, ...error.causes, ...error.solutions]) {
            const plain = part.replaceAll("`", "").replace(/\s+/g, " ");
            assert.ok(text.includes(plain), `${setting}: ${plain}`);
          }
        }
        await close();
      }
    });
  });
}

for (const name of [...CATALOGS, "index"]) {
  test(`${name} has no serious fault of accessibility, nor anything that does not fit`, async () => {
    for (const viewport of [WIDE, NARROW]) {
      for (const colorScheme of ["light", "dark"]) {
        const { page, close } = await open(browser, name, { viewport, colorScheme });
        if (name !== "index") await page.click(select("fold"));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} pixels too wide at ${viewport.width}`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        const bad = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        assert.deepEqual(bad.map(({ id, nodes }) => [id, nodes[0].html]), [], `${viewport.width} ${colorScheme}`);
        await close();
      }
    }
  });
}

test("keys do all that a mouse can", async () => {
  const { page, faults, close } = await open(browser, "elevenlabs");
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    return { id: at.id || at.parentElement.id, outline: getComputedStyle(at).outlineStyle };
  });
  await page.keyboard.press("/");
  assert.deepEqual(await focused(), { id: "page:find", outline: "solid" });
  assert.equal(await page.inputValue(search), "");
  await page.keyboard.type("busy/");
  assert.equal(await page.inputValue(search), "busy/", "in the field it is a letter");
  await page.keyboard.press("Backspace");
  const rows = await shown(page);
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await focused(), { id: rows[0], outline: "solid" });
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("details[open]").getAttribute("id"), rows[0]);
  assert.equal(await page.evaluate(() => location.hash), `#${rows[0]}`);
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue(search), "");
  await page.keyboard.press("ArrowDown");
  assert.notEqual((await focused()).id, rows[0]);
  await page.keyboard.press("ArrowUp");
  assert.equal((await focused()).id, rows[0]);
  await page.keyboard.press("/");
  await page.keyboard.type("rate");
  await page.keyboard.press("Enter");
  assert.equal((await focused()).id, (await shown(page))[0]);
  assert.deepEqual(faults, []);
  await close();
});

test("the theme follows the system until somebody chooses", async () => {
  const { page, close } = await open(browser, "faseeh", { colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.click(select("theme"));
  const light = await paper();
  assert.notEqual(light, dark);
  await page.click(select("theme"));
  assert.equal(await paper(), dark);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(), dark);
  await page.click(select("theme"));
  assert.equal(await paper(), light);
  await close();
});

test("the index finds errors of all catalogs and leads to them", async () => {
  const { page, faults, requests, close } = await open(browser, "index");
  const rows = () => page.$$eval("a.error", (links) =>
    links.filter((link) => link.checkVisibility()).map((link) => decodeURIComponent(link.href.split("/").pop())));
  const all = INDEXED.flatMap((name) => catalog(name).errors);
  assert.equal((await rows()).length, all.length);
  await page.selectOption(select("category"), "rate_limit");
  assert.equal((await rows()).length, all.filter((error) => error.category === "rate_limit").length);
  await page.click(select("clear"));
  await page.fill(search, "faseeh");
  assert.equal((await rows()).length, catalog("faseeh").errors.length);
  await page.fill(search, "voice_not_found");
  assert.ok((await rows()).includes("elevenlabs.html#voice_not_found"));
  assert.deepEqual(requests.filter((url) => url !== address("index") && !url.startsWith("data:")), []);
  await page.click('a.error[href="elevenlabs.html#voice_not_found"]');
  await page.locator("details[id=voice_not_found][open]").waitFor();
  assert.deepEqual(faults, []);
  await close();
});
