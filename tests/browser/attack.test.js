// A catalog that is full of attacks: all of it is text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { address, catalog, launch, open } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("nothing of a catalog is run, linked to or taken for markup", async () => {
  const { page, faults, requests, close } = await open(browser, "attack");
  await page.click('[id="page:fold"]');
  for (const key of ["/", "Escape"]) await page.keyboard.press(key);
  const found = await page.evaluate(() => ({
    ran: window.ran,
    scripts: document.scripts.length,
    styles: document.querySelectorAll("style").length,
    images: document.querySelectorAll("img, svg, iframe, object, embed, form, base").length,
    handlers: [...document.querySelectorAll("html *")].flatMap((one) => one.getAttributeNames()).filter((name) => /^on|^style$/.test(name)),
    links: [...document.links].map((link) => link.href).filter((href) => !/^(file|https|mailto):/.test(href)),
    bidi: /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML),
    text: document.body.innerText,
  }));
  const { text, ...rest } = found;
  assert.deepEqual(rest, { ran: undefined, scripts: 1, styles: 1, images: 0, handlers: [], links: [], bidi: false });
  for (const error of catalog("attack").errors) {
    const shown = error.description.replace(/[\u202a-\u202e]/g, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase()}⟩`);
    assert.ok(text.includes(shown), `as it is: ${shown}`);
  }
  for (const seen of ["{{ 7 * 7 }}", "{% raw %}", "⟨U+202E⟩"]) assert.ok(text.includes(seen), seen);
  assert.deepEqual(requests.filter((url) => url !== address("attack") && !url.startsWith("data:")), []);
  assert.deepEqual(faults, []);
  await close();
});

test("every error of it opens by its address", async () => {
  const { page, faults, close } = await open(browser, "attack");
  for (const error of catalog("attack").errors) {
    await page.evaluate((to) => { location.hash = to; }, error.name);
    await page.locator(`details[data-name="${error.name}"][open]`).waitFor();
  }
  for (const fragment of ["%", "%E0%A4%A", '"><script>window.ran = 1</script>', "__proto__"]) {
    await page.evaluate((to) => { location.hash = to; }, fragment);
  }
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(faults, []);
  await close();
});

test("the policy lets no other script run", async () => {
  const { page, faults, close } = await open(browser, "attack");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 2'>");
  });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.ok(faults.some((fault) => fault.includes("Content Security Policy")), faults.join("\n"));
  assert.match(readFileSync(new URL(address("attack")), "utf8"), /default-src &#39;none&#39;|default-src 'none'/);
  await close();
});
