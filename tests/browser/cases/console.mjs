// The console: from signing in to the audit trail, as admins do it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { enter, password, play, pocket, totpOf } from '../admin.mjs';
import { eventually } from '../visit.mjs';

const wheel = '/campaigns/wheel-costs';

export function consoleCases(stage) {
  describe('the console', () => {
    it('lets in who has name and password, and says why not', async () => {
      const ann = await enter(stage, { signIn: false });
      await ann.screenshot('login');
      await ann.checkAccess('the login');
      await ann.signIn('not the pass phrase');
      await ann.page.getByRole('alert').getByText('bad_login').waitFor();
      await ann.page.getByText(/Trace [0-9a-f]{32}/).waitFor();
      await ann.screenshot('login-refused');
      await ann.signIn();
      await ann.heading('Overview');
      await ann.page.getByText('Ready').first().waitFor();
      await ann.page.locator('[data-age=fresh]').first().waitFor();
      await ann.checkAccess('the overview');
      await ann.screenshot('overview');
      await ann.leave();
    });

    it('is light at first: neither charts nor editor come before they are needed', async () => {
      const ann = await enter(stage, { role: 'viewer' });
      await ann.heading('Overview');
      await ann.page.getByText('Busiest campaigns').waitFor();
      const loaded = await ann.page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize })),
      );
      const files = loaded.filter(({ name }) => name.includes('/assets/'));
      const kilobytes = Math.round(files.reduce((sum, { size }) => sum + size, 0) / 1000);
      assert.deepEqual(files.filter(({ name }) => /charts|codemirror|form-/.test(name)), []);
      assert.ok(kilobytes > 100 && kilobytes < 480, `${kilobytes} kB up to the overview`);
      await ann.leave();
    });

    it('sets up a second factor, and asks for its code from then on', async () => {
      const ann = await enter(stage);
      await ann.go('/account');
      await ann.press('Set up');
      const secret = await ann.page.locator('.secret').innerText();
      await ann.page.getByRole('img').or(ann.page.locator('.ant-qrcode svg')).first().waitFor();
      await ann.screenshot('account-second-factor');
      await ann.page.locator('#totp').fill(totpOf(secret.trim()));
      await ann.press('Confirm');
      await ann.page.getByText('From now on signing in needs a code.').waitFor();
      await ann.page.getByLabel('Present password, to replace it').fill('not the pass phrase');
      await ann.press('Set up anew');
      await ann.page.getByText('bad_password').waitFor();
      await ann.page.getByLabel('Present password, to replace it').fill(password);
      await ann.press('Set up anew');
      await eventually(async () => assert.notEqual(await ann.page.locator('.secret').innerText(), secret));
      await ann.screenshot('account-another-factor');
      await ann.press(/Signed in as/, { exact: false });
      await ann.page.getByText('Sign out').click();
      await ann.page.locator('#name').fill(ann.name);
      await ann.page.locator('#password').fill('a long enough pass phrase');
      await ann.page.keyboard.press('Enter');
      await ann.page.locator('#totp').waitFor();
      await ann.screenshot('login-second-factor');
      await ann.page.locator('#totp').fill(totpOf(secret.trim(), Date.now() + 30_000)); // each code once: the next one
      await ann.page.keyboard.press('Enter');
      await ann.page.locator('.shell').waitFor();
      await ann.leave();
    });

    it('shows campaigns, pauses one and resumes it', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await play(stage.host, 'wheel-costs', 'pat');
      await ann.follow('Campaigns');
      await ann.page.getByRole('link', { name: 'The costly wheel' }).waitFor();
      await ann.screenshot('campaigns');
      await ann.checkAccess('the campaigns');
      await ann.follow('The costly wheel');
      await ann.heading('The costly wheel');
      assert.match(await ann.deed('Pause', 'for a test'), /Nobody can take part in “The costly wheel”/);
      await ann.page.getByText('Paused: players see a friendly page').waitFor();
      assert.equal((await play(stage.host, 'wheel-costs', 'pat'))[0].body.code, 'paused');
      await ann.screenshot('campaign-paused');
      await ann.deed('Resume', 'the test is over');
      await ann.page.getByText('Paused: players see a friendly page').waitFor({ state: 'detached' });
      assert.equal((await play(stage.host, 'wheel-costs', 'pat'))[0].status, 200);
      await ann.leave();
    });

    it('stops a campaign at once with the kill switch, and starts it again', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await ann.go(wheel);
      assert.match(await ann.deed('Kill switch', 'a drill'), /for everybody on all hosts, at once/);
      await ann.page.getByText('Stopped by the kill switch').waitFor();
      assert.equal((await play(stage.host, 'wheel-costs', 'pat'))[0].body.code, 'paused');
      await ann.screenshot('campaign-killed');
      await ann.deed('Release kill switch', 'the drill is over');
      await ann.page.getByText('Stopped by the kill switch').waitFor({ state: 'detached' });
      assert.equal((await play(stage.host, 'wheel-costs', 'pat'))[0].status, 200);
      await ann.leave();
    });

    it('shows stock and cost so far against the plan', async () => {
      await play(stage.host, 'wheel-costs', 'cora', 3);
      const ann = await enter(stage, { role: 'viewer' });
      await ann.go(wheel);
      await ann.page.getByText('Cost so far against plan').waitFor();
      await ann.page.locator('.chart svg').first().waitFor();
      await ann.page.getByRole('cell', { name: 'mug' }).or(ann.page.getByRole('rowheader', { name: 'mug' })).first().waitFor();
      assert.equal(await ann.page.getByRole('button', { name: 'Pause' }).count(), 0, 'a viewer is offered nothing that is refused');
      await ann.checkAccess('a campaign');
      await ann.screenshot('campaign');
      await ann.leave();
    });

    it('finds mistakes while one types, and names their lines', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await ann.go(`${wheel}/edit`);
      await ann.checked();
      await ann.screenshot('editor');
      await ann.checkAccess('the editor');
      await ann.replaceInYaml('chance: 40', 'chance: 41');
      await ann.page.locator('[data-check=error]').waitFor();
      await ann.page.getByText(/add up to/).first().waitFor();
      await ann.page.locator('.cm-lint-marker-error').first().waitFor();
      assert.equal(await ann.page.getByRole('button', { name: 'Publish…' }).isDisabled(), true);
      await ann.screenshot('editor-mistake');
      await ann.press('Undo all');
      await ann.checked();
      await ann.leave();
    });

    it('keeps form and text in step, comments included', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await ann.go(`${wheel}/edit`);
      await ann.page.getByLabel('English').first().fill('The dear wheel');
      await ann.page.locator('.cm-content').getByText('The dear wheel').waitFor();
      await ann.replaceInYaml('The dear wheel', 'The dearest wheel');
      await eventually(async () => assert.equal(await ann.page.getByLabel('English').first().inputValue(), 'The dearest wheel'));
      await ann.checked();
      await ann.screenshot('editor-form');
      await ann.leave();
    });

    it('publishes a changed revision to a share, widens it and rolls it back', async () => {
      const ann = await enter(stage, { role: 'approver' });
      await ann.go(`${wheel}/edit`);
      await ann.checked();
      await ann.replaceInYaml('per_day: 100', 'per_day: 90');
      await ann.checked();
      await ann.press('Publish…');
      await ann.page.getByLabel('Note').fill('Fewer free turns');
      await ann.screenshot('publish');
      await ann.press('Publish', { within: ann.dialog });
      await ann.heading(/Rollout of/);
      await ann.page.getByText('is seen by 1% of the players').waitFor();
      await ann.page.getByRole('spinbutton', { name: 'Share of players' }).fill('10');
      await ann.page.keyboard.press('Tab');
      await ann.deed('Widen to 10%');
      await ann.page.getByText('is seen by 10% of the players').waitFor();
      await ann.screenshot('rollout');
      await ann.checkAccess('the rollout');
      await ann.go(wheel);
      await ann.page.getByText('Revision 2 is seen by 10% of the players').waitFor();
      await ann.go(`${wheel}/rollout`);
      const slider = ann.page.getByRole('slider');
      await slider.focus();
      await ann.page.keyboard.press('ArrowRight');
      await ann.page.getByRole('button', { name: /^Widen to/ }).waitFor();
      assert.match(await ann.deed(/^Roll back to \d+$/, 'it was only a test'), /go from revision \d+ back to revision \d+/);
      await ann.page.getByText(/was rolled back to/).waitFor();
      await ann.screenshot('rolled-back');
      await ann.leave();
    });

    it('compares two revisions and simulates one, in pictures', async () => {
      const ann = await enter(stage, { role: 'operator' });
      await ann.go(`${wheel}?tab=revisions`);
      await ann.page.getByRole('checkbox').nth(0).check();
      await ann.page.getByRole('checkbox').nth(1).check();
      await ann.screenshot('revisions');
      await ann.follow(/^Compare/);
      await ann.page.getByText('settings.free_spins.per_day').waitFor();
      await ann.page.locator('.cm-changedLine, .cm-deletedChunk').first().waitFor();
      await ann.screenshot('diff');
      await ann.go(`${wheel}?tab=revisions`);
      await ann.follow(/^Revision \d+$/);
      await ann.page.getByLabel('Players').fill('300');
      await ann.press('Simulate');
      await ann.page.getByText('Odds published and drawn').waitFor({ timeout: 60_000 });
      await eventually(async () => assert.ok((await ann.page.locator('.picture svg').count()) >= 3));
      await ann.screenshot('simulation');
      await ann.leave();
    });

    it('looks a player up, corrects a balance once, and shows it in the statement', async () => {
      await play(stage.host, 'wheel-costs', 'lee', 3);
      const ann = await enter(stage, { role: 'operator' });
      await ann.follow('Players');
      await ann.fill('Player', 'nobody-at-all');
      await ann.press('Look up');
      await ann.page.getByText('There is no player nobody-at-all').waitFor();
      await ann.fill('Player', 'lee');
      await ann.press('Look up');
      await ann.page.getByText('Statement').waitFor();
      await ann.press('Adjust a balance');
      await ann.dialog.getByLabel('Amount').fill('7');
      await ann.dialog.getByLabel('Reason').fill('case 4711');
      await ann.dialog.getByText(/goes from [\d,]+ to [\d,]+/).waitFor();
      await ann.screenshot('adjust');
      await ann.press('Adjust', { within: ann.dialog });
      await ann.page.getByText('+7 points').waitFor();
      await ann.screenshot('player');
      await ann.checkAccess('a player');
      await ann.leave();
    });

    it('shows in the audit trail who did what, and exports it', async () => {
      const ann = await enter(stage);
      await ann.follow('Audit trail');
      for (const action of ['campaign pause', 'campaign resume', 'publish', 'rollout', 'rollback', 'player adjust'])
        await ann.page.getByText(action, { exact: true }).first().waitFor();
      const pause = ann.page.locator('.line', { hasText: 'campaign pause' }).first();
      await ann.press('What changed', { within: pause });
      await pause.getByText('for a test').waitFor();
      await ann.screenshot('audit');
      await ann.checkAccess('the audit trail');
      const download = ann.page.waitForEvent('download');
      await ann.press(/Export everything/, { exact: false });
      const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
      assert.ok(lines.some(({ action }) => action === 'campaign pause'));
      await ann.leave();
    });

    it('shows plugins, and makes an admin who sees less', async () => {
      const ann = await enter(stage);
      await ann.follow('Plugins');
      await ann.page.getByText('lucky-wheel').first().waitFor();
      await ann.page.getByText('No campaign is in quarantine.').waitFor();
      await ann.screenshot('plugins');
      await ann.checkAccess('the plugins');
      await ann.follow('Admins');
      await ann.press('New admin');
      await ann.dialog.getByLabel('Name').fill('newcomer');
      await ann.dialog.getByLabel('First password').fill('another long pass phrase');
      await ann.press('Create', { within: ann.dialog });
      await ann.page.getByText('newcomer', { exact: true }).first().waitFor();
      await ann.screenshot('admins');
      await ann.leave();
    });

    it('shows what the host finds about itself, and its scheduled work', async () => {
      const ann = await enter(stage, { role: 'viewer' });
      await ann.follow('Host');
      await ann.page.getByText('What is in effect in the database is what the host needs.').waitFor();
      await ann.page.getByRole('row', { name: /signin-fair/ }).first().waitFor();
      const looked = ann.page.waitForResponse((answer) => answer.url().includes('preflight'));
      await ann.press('Look again');
      await looked;
      await ann.checkAccess('the host');
      await ann.screenshot('host');
      await ann.leave();
    });

    it('says that the host is away and how old things are, and never shows an empty list', async () => {
      const ann = await enter(stage, { role: 'viewer' });
      await ann.go('/campaigns');
      await ann.page.getByRole('link', { name: 'The costly wheel' }).waitFor();
      await ann.page.route('**/api/v1/admin/**', (route) => route.abort());
      await ann.page.getByText('Campaigns could not be read').waitFor();
      await ann.page.getByText('The host does not answer.').waitFor();
      await ann.page.getByRole('link', { name: 'The costly wheel' }).waitFor();
      await ann.page.locator('[data-age=old]').first().waitFor();
      await ann.screenshot('host-away');
      await ann.go('/plugins'); // nothing seen yet
      await ann.page.getByText('Plugins could not be read').waitFor();
      assert.equal(await ann.page.getByText('No plugin is loaded.').count(), 0);
      await ann.page.unroute('**/api/v1/admin/**');
      await ann.page.getByRole('button', { name: 'Try again' }).last().click();
      await ann.page.getByText('lucky-wheel').first().waitFor();
      await ann.leave();
    });

    it('works on a phone at night, in Chinese', async () => {
      const ann = await enter(stage, { size: pocket, locale: 'zh-CN', dark: true });
      await ann.heading('总览');
      const pages = {
        overview: ['/', '就绪'],
        campaigns: ['/campaigns', '成本大转盘'],
        campaign: [wheel, '当前成本与计划'],
        revisions: [`${wheel}?tab=revisions`, '版本 1'],
        editor: [`${wheel}/edit`, '设置'],
        rollout: [`${wheel}/rollout`, '灰度发布'],
        player: ['/players/default/lee', '流水'],
        plugins: ['/plugins', 'lucky-wheel'],
        host: ['/host', '数据库当前生效的设置'],
        audit: ['/audit', '审计日志'],
        admins: ['/admins', '新建管理员'],
        account: ['/account', '修改密码'],
      };
      for (const [name, [path, text]] of Object.entries(pages)) {
        await ann.go(path);
        if (name !== 'editor') await ann.page.getByText(text).first().waitFor();
        else await ann.checked();
        await ann.checkWidth(name);
        await ann.screenshot(`phone-zh-dark-${name}`);
      }
      await ann.checkAccess('the phone at night');
      await ann.go(wheel);
      assert.match(await ann.deed('暂停', '夜间测试'), /任何人都无法参加“成本大转盘”/);
      await ann.deed('恢复', '测试结束');
      await ann.leave();
    });

    it('changes language and colours at a touch, and can be used by keyboard', async () => {
      const ann = await enter(stage, { role: 'viewer', dark: true });
      await ann.heading('Overview');
      await ann.screenshot('overview-dark');
      await ann.checkAccess('the overview at night');
      await ann.page.keyboard.press('Tab');
      await ann.page.locator('.skip').waitFor();
      assert.equal(await ann.page.evaluate(() => document.activeElement?.className), 'skip');
      await ann.page.keyboard.press('Enter');
      assert.equal(await ann.page.evaluate(() => document.activeElement?.id), 'content');
      await ann.press('中文');
      await ann.heading('总览');
      await ann.page.reload();
      await ann.heading('总览');
      await ann.press(/外观/, { exact: false });
      await ann.page.getByText('浅色').click();
      await eventually(async () => assert.equal(await ann.page.evaluate(() => document.documentElement.dataset.colours), 'light'));
      await ann.leave();
    });
  });

  describe('somebody new', () => {
    it('publishes a wheel, widens it, sees its cost and rolls it back, without having read anything', async () => {
      const began = Date.now();
      const eve = await enter(stage, { role: 'operator' });
      eve.steps = 3; // name, password, enter
      await eve.follow('Campaigns');
      await eve.press(/New campaign/, { exact: false });
      await eve.page.getByRole('combobox', { name: 'Copy of' }).click();
      await eve.page.getByTitle(/The costly wheel/).click();
      await eve.fill('Id of the new campaign', 'wheel-eve');
      eve.steps += 2;
      await eve.press('Go on');
      await eve.checked();
      await eve.screenshot('new-1-editor');
      await eve.press('Publish…');
      await eve.fill('Note', 'A wheel for Eve');
      await eve.press('Publish', { within: eve.dialog });
      await eve.heading('Revision 1');
      await eve.screenshot('new-2-published');
      await eve.follow(/wheel-eve/);
      await eve.heading('The costly wheel');

      await eve.follow(/Edit/);
      await eve.checked();
      await eve.page.getByLabel('Per day').first().fill('50'); // free turns
      eve.steps += 1;
      await eve.checked();
      await eve.press('Publish…');
      await eve.fill('Note', 'Fewer turns');
      await eve.press('Publish', { within: eve.dialog });
      await eve.page.getByText('is seen by 1% of the players').waitFor();
      await eve.page.getByRole('spinbutton', { name: 'Share of players' }).fill('25');
      await eve.page.keyboard.press('Tab');
      eve.steps += 1;
      await eve.deed('Widen to 25%');
      await eve.page.getByText('is seen by 25% of the players').waitFor();
      await eve.page.getByText('Cost so far against plan').waitFor();
      await eve.screenshot('new-3-widened-with-cost');
      await eve.deed(/^Roll back to \d+$/, 'just trying');
      eve.steps += 1;
      await eve.page.getByText(/was rolled back to/).waitFor();
      await eve.screenshot('new-4-rolled-back');
      const seconds = Math.round((Date.now() - began) / 1000);
      console.log(`somebody new: ${eve.steps} steps, ${seconds} s of them the machine's`);
      assert.ok(eve.steps <= 40, `${eve.steps} steps`);
      await eve.leave();
    });
  });
}
