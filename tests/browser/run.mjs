// The player pages and the console in a real browser against the real host: node run.mjs BUILD_DIR [CASES…]
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe } from 'node:test';
import { accessCases } from './cases/access.mjs';
import { campaignCases } from './cases/campaign.mjs';
import { consoleCases } from './cases/console.mjs';
import { rolloutCases } from './cases/rollout.mjs';
import { signinCases } from './cases/signin.mjs';
import { growthCases } from './cases/growth.mjs';
import { spinCases } from './cases/spin.mjs';
import { troubleCases } from './cases/trouble.mjs';
import { Host } from './host.mjs';
import { Fair, openBrowser } from './visit.mjs';

const build = resolve(process.argv[2] ?? 'build/release');
const plugins = ['daily-signin', 'growth-points', 'lucky-wheel'];
const parts = plugins.flatMap((name) => [`plugins/${name}.so`, `plugins/${name}/pages/index.html`]);
for (const needed of ['bin/fairground', 'console/index.html', ...parts]) {
  if (existsSync(join(build, needed))) continue;
  console.error(`${join(build, needed)} is missing: build first, or name the build folder: run.mjs BUILD_DIR`);
  process.exit(2);
}

const all = {
  spin: spinCases,
  trouble: troubleCases,
  campaign: campaignCases,
  access: accessCases,
  signin: signinCases,
  growth: growthCases,
  console: consoleCases,
  rollout: rolloutCases,
};
const wanted = process.argv.slice(3);
const unknown = wanted.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`there are no cases '${unknown.join("', '")}', only ${Object.keys(all).join(', ')}`);
  process.exit(2);
}

describe('the player pages', () => {
  const stage = {}; // filled before the first case runs
  before(async () => {
    stage.host = await Host.start(build);
    await stage.host.command('coupons', 'import', 'wheel-fair', 'tea', join(stage.host.folder, 'tea.txt'));
    await stage.host.command('coupons', 'import', 'growth-fair', 'growth-tea', join(stage.host.folder, 'tea.txt'));
    stage.browser = await openBrowser();
    stage.fair = new Fair(stage.browser, stage.host.url, join(build, 'test-output', 'browser'));
  });
  after(async () => {
    await stage.browser?.close();
    await stage.host?.stop();
  });
  for (const [name, cases] of Object.entries(all)) if (wanted.length === 0 || wanted.includes(name)) cases(stage);
});
