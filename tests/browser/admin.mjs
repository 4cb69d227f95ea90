// What the tests can do in the console, in the words of an admin.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { movesUnasked } from './motion.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export const desk = { width: 1360, height: 850 };
export const pocket = { width: 360, height: 740 };
export const password = 'a long enough pass phrase';

/** The six digits that an authenticator app shows at that time. RFC 6238. */
export function totpOf(secret, at = Date.now()) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(count).digest();
  const from = mac[19] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A player who takes turns through the API; gives what the host answered. */
export async function play(host, campaign, player, turns = 1) {
  const login = await fetch(`${host.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ provider: 'dev', player, tenant: 'default' }),
  });
  const { token } = await login.json();
  const answers = [];
  for (let n = 0; n < turns; ++n) {
    const answer = await fetch(`${host.url}/api/v1/campaigns/${campaign}/actions/spin`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': `${player}-${n}-${Math.random()}` },
      body: '{"count": 10}',
    });
    answers.push({ status: answer.status, body: await answer.json() });
  }
  return answers;
}

let made = 0;

/** An admin of that role, signed in unless told not to be. */
export async function enter(stage, { role = 'owner', size = desk, locale = 'en-US', dark = false, signIn = true } = {}) {
  const name = `${role}-${++made}`;
  await stage.host.admin('POST', 'admins', { name, role, password });
  const context = await stage.browser.newContext({
    viewport: size,
    locale,
    colorScheme: dark ? 'dark' : 'light',
    isMobile: size === pocket,
    hasTouch: size === pocket,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const admin = new Admin(stage, context, await context.newPage(), name);
  await admin.page.goto(`${stage.host.adminUrl}/console/`);
  if (signIn) await admin.signIn();
  return admin;
}

class Admin {
  constructor(stage, context, page, name) {
    Object.assign(this, { stage, context, page, name, complaints: [], steps: 0 });
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  // What a person does: each of these is a step.
  async press(name, { within = this.page, exact = true, nth = 0 } = {}) {
    this.steps += 1;
    await within.getByRole('button', { name, exact }).nth(nth).click();
  }
  async follow(name, { within = this.page } = {}) {
    this.steps += 1;
    await within.getByRole('link', { name }).first().click();
  }
  async fill(label, text, { within = this.page } = {}) {
    this.steps += 1;
    await within.getByLabel(label, { exact: true }).first().fill(text);
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }
  heading(name) {
    return this.page.getByRole('heading', { level: 1, name }).waitFor();
  }
  /** Presses the button, and in the dialog says why and presses it there. Gives what the dialog said. */
  async deed(name, reason, { within = this.page } = {}) {
    await this.press(name, { within });
    await this.dialog.waitFor();
    const said = await this.dialog.locator('.consequence').innerText();
    if (reason !== undefined) await this.dialog.getByLabel(/^Reason|^原因/).fill(reason);
    await this.press(name, { within: this.dialog });
    await this.dialog.waitFor({ state: 'detached' });
    return said;
  }

  async signIn(word = password) {
    await this.page.locator('#name').fill(this.name);
    await this.page.locator('#password').fill(word);
    await this.page.keyboard.press('Enter');
    if (word === password) await this.page.locator('.shell').waitFor();
  }
  go(path) {
    return this.page.goto(`${this.stage.host.adminUrl}/console/#${path}`);
  }

  // In the editor.
  checked() {
    return this.page.locator('[data-check=success], [data-check=warning]').first().waitFor();
  }
  /** Changes a text as one who knows where it is. */
  async replaceInYaml(before, after) {
    await this.page.locator('.code .cm-content').click();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Control+F');
    const panel = this.page.locator('.cm-search');
    await panel.locator('input[name=search]').fill(before);
    await panel.locator('input[name=replace]').fill(after);
    await panel.getByRole('button', { name: 'replace', exact: true }).click(); // selects
    await panel.getByRole('button', { name: 'replace', exact: true }).click();
    await this.page.keyboard.press('Escape');
    this.steps += 4;
  }
  /** Changes the campaign's text and publishes it; the note says what for. */
  async publish(campaign, [before, after], note) {
    await this.go(`/campaigns/${campaign}/edit`);
    await this.checked();
    await this.replaceInYaml(before, after);
    await this.checked();
    await this.press('Publish…');
    await this.dialog.getByLabel('Note').fill(note);
    await this.press('Publish', { within: this.dialog });
    await this.dialog.waitFor({ state: 'detached' });
  }

  async screenshot(name) {
    const folder = join(this.stage.fair.output, 'console');
    await mkdir(folder, { recursive: true });
    await this.page.waitForTimeout(300);
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  /** Nothing sticks out of the screen. */
  async checkWidth(where) {
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${where} is ${over} px wider than the screen`);
  }
  /** No rule of WCAG 2.1 A and AA broken; and nothing moves, as the admin asked for little motion. */
  async checkAccess(where) {
    // A page that is still at work is another one: its buttons are pale.
    await this.page.waitForFunction(() => !document.querySelector('.anticon-loading, .ant-skeleton'));
    assert.deepEqual(await this.page.evaluate(movesUnasked), [], `what moves on ${where}`);
    await this.page.evaluate(axe);
    const broken = await this.page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    });
    assert.deepEqual(broken, [], `accessibility of ${where}`);
  }

  /** Ends the visit. The console must not have complained, but for refusals that the browser names by itself. */
  async leave() {
    await this.context.close();
    const complaints = this.complaints.filter((text) => !text.startsWith('Failed to load resource'));
    assert.deepEqual(complaints, [], 'the browser console');
  }
}
