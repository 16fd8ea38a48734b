// A browser, and pages of it that keep what went wrong and what was asked of the network.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.env.PAGES;
if (!folder) throw new Error("PAGES names the folder of the pages and of their JSON; tests/browser/run sets it");

// The catalogs whose pages are looked at one by one, and all that the index lists.
export const CATALOGS = ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"];
export const INDEXED = readdirSync(new URL("../../spec", import.meta.url))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(".yaml", ""));
export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 360, height: 740 };

const ARGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking";

export function launch() {
  const args = [...ARGS.split(" "), "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

export const address = (name, fragment = "") => pathToFileURL(`${folder}/${name}.html`).href + fragment;

/** What `--format json` says of a catalog, its observed errors among the others. */
export function catalog(name) {
  const json = JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
  return { ...json, errors: [...json.errors, ...json.observed] };
}

/** Opens a page. `faults` fills with errors of the console and of scripts, `requests` with all that is asked for. */
export async function open(browser, name, { fragment = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => faults.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  context.on("request", (request) => requests.push(request.url()));
  await page.goto(address(name, fragment));
  return { page, faults, requests, close: () => context.close() };
}

/** The names of the errors that are seen, in order, by their rows. */
export const shown = (page) =>
  page.$$eval("details.error", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.id));
