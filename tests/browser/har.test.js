// A HAR file as a browser records it: what `observe` reads of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const SPEC = `format: 1
catalog: acme
source: { hosts: [127.0.0.1/api/] }
envelope: '{"code": "$code", "message": "$message"}'
fields: { request_id: X-Request-ID, retry_after: Retry-After }
errors:
  gone: { status: 404, description: It is gone. }
  slow_down: { status: 429, description: Too fast., retry: after_delay }
`;

const json = (code) => JSON.stringify({ code, message: "Ask again, caf\u00e9." });
const ANSWERS = {
  "/": [200, { "content-type": "text/html" }, "<!doctype html><title>client</title>"],
  "/api/fine": [200, { "content-type": "audio/mpeg" }, Buffer.from([255, 251, 0, 1, 2, 3])],
  "/api/gone": [404, { "content-type": "application/json", "x-request-id": "r1" }, json("gone")],
  "/api/packed": [404, { "content-type": "application/json", "content-encoding": "gzip", "x-request-id": "r2" }, gzipSync(json("gone"))],
  "/api/slow": [429, { "content-type": "application/json", "X-Request-ID": "r3", "Retry-After": "7" }, json("slow_down")],
  "/api/new": [402, { "content-type": "application/json", "x-request-id": "r4" }, json("no_money")],
  "/api/proxy": [502, { "content-type": "text/html" }, "<html><h1>Bad gateway</h1></html>"],
  "/api/binary": [500, { "content-type": "application/octet-stream", "x-request-id": "r5" }, Buffer.from([0, 159, 146, 150])],
  "/other/gone": [404, { "content-type": "application/json" }, json("elsewhere")],
};

const folder = mkdtempSync(join(tmpdir(), "har-"));
after(() => rmSync(folder, { recursive: true }));

/** The answers of a server on this machine, as the browser records them. */
async function record(path) {
  const server = createServer((request, response) => {
    if (request.url === "/api/never") return request.socket.destroy();
    const [status, headers, body] = ANSWERS[request.url] ?? [204, {}, ""];
    response.writeHead(status, headers).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}`;
  const flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags.split(" ") });
  const context = await browser.newContext({ recordHar: { path, mode: "full", content: "embed" } });
  const page = await context.newPage();
  await page.goto(address);
  const asked = Object.keys(ANSWERS).filter((path) => path !== "/");
  await page.evaluate(async (paths) => { for (const path of paths) await (await fetch(path)).arrayBuffer(); }, asked);
  // An answer that never comes has an entry too.
  await page.evaluate(() => fetch("/api/never").catch(() => {}));
  await context.close();
  await browser.close();
  server.close();
}

function observe(...files) {
  const errcat = join(import.meta.dirname, "../../target/debug/cargo-errcat");
  const run = spawnSync(errcat, ["observe", "acme.yaml", ...files, "--format", "json"], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 1, run.stderr);
  return JSON.parse(run.stdout);
}

test("a browser's recording is read", async () => {
  writeFileSync(join(folder, "acme.yaml"), SPEC);
  await record(join(folder, "page.har"));
  const found = observe("page.har");
  assert.equal(found.broken.count, 0, JSON.stringify(found.broken));
  assert.equal(found.unanswered, 1);
  assert.ok(found.elsewhere >= 1, "what lies outside of the pattern is another API's");
  const [acme] = found.catalogs;
  assert.deepEqual([acme.catalog, acme.answers, acme.known], ["acme", 6, 3]);
  const kinds = acme.findings.map(({ kind, what, count }) => [kind, what, count]);
  assert.deepEqual(kinds, [
    ["unknown_code", "no_money", 1],
    ["unknown_shape", "500 bytes that are not UTF-8", 1],
    ["unknown_shape", "502 HTML or XML", 1],
    ["missing_header", "X-Request-ID", 1],
  ]);
  assert.match(acme.findings[0].place, /^page\.har, entry \d+$/);
  assert.match(acme.findings[0].first, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  writeFileSync(join(folder, "page.har.gz"), gzipSync(readFileSync(join(folder, "page.har"))));
  const both = observe("page.har", "page.har.gz").catalogs[0];
  assert.deepEqual(both.findings.map(({ count }) => count), [2, 2, 2, 2]);
});
