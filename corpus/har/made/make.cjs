// Has real writers record the same broken replies of a lab: node make.cjs LAB_URL FOLDER CHROMIUM
// Writes playwright.har (Playwright's own recorder) and chrome-har.har (from the events of the protocol).
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');
const { harFromMessages } = require('chrome-har');

const SCENARIOS = [
  'ok', 'resp-empty-fin', 'resp-empty-rst', 'sl-status-missing', 'nonhttp-tls', 'limit-header-section',
  'cl-dup-differ', 'body-short-fin', 'chunk-non-hex', 'hdr-nul-value',
];
const EVENTS = [
  'Page.loadEventFired', 'Page.domContentEventFired', 'Page.frameStartedLoading', 'Page.frameAttached',
  'Page.frameScheduledNavigation', 'Page.navigatedWithinDocument', 'Network.requestWillBeSent',
  'Network.requestWillBeSentExtraInfo', 'Network.requestServedFromCache', 'Network.dataReceived',
  'Network.responseReceived', 'Network.responseReceivedExtraInfo', 'Network.resourceChangedPriority',
  'Network.loadingFinished', 'Network.loadingFailed',
];

async function visit(page, lab) {
  for (const scenario of SCENARIOS) {
    // What fails is what is wanted.
    await page.goto(lab + scenario, { timeout: 15000, waitUntil: 'commit' }).catch(() => {});
    await page.waitForTimeout(700);
  }
}

function within(millis, work) {
  return Promise.race([work, new Promise((late) => setTimeout(late, millis))]);
}

async function main([lab, folder, program]) {
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-quic'] });

  const observed = await browser.newContext();
  const page = await observed.newPage();
  const session = await observed.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Page.enable');
  const messages = [];
  for (const method of EVENTS) session.on(method, (params) => messages.push({ method, params }));
  await visit(page, lab);
  const har = harFromMessages(messages, { includeTextFromResponseBody: false });
  fs.writeFileSync(path.join(folder, 'chrome-har.har'), JSON.stringify(har));

  const recorded = await browser.newContext({ recordHar: { path: path.join(folder, 'playwright.har') } });
  await visit(await recorded.newPage(), lab);
  // The file is written at the start of it; what is left of the browser ends with this process.
  await within(20000, recorded.close());
  await within(5000, browser.close());
  process.exit(0);
}

main(process.argv.slice(2)).catch((problem) => {
  console.error(problem);
  process.exit(1);
});
