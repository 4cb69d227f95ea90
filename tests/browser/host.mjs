// The real host on free ports, with a database and campaigns of its own, in a folder that is gone afterwards.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = (path) => new URL(path, import.meta.url).pathname;

export class Host {
  /** REQUIRES: build holds bin/fairground and plugins/. */
  static async start(build) {
    const folder = await mkdtemp(join(tmpdir(), 'fairground-browser-'));
    await cp(here('campaigns'), join(folder, 'campaigns'), { recursive: true });
    await cp(join(build, 'plugins'), join(folder, 'plugins'), { recursive: true });
    const [players, admin] = [await freePort(), await freePort()];
    await writeFile(join(folder, 'tea.txt'), Array.from({ length: 200 }, (_, n) => `TEA-${1000 + n}\n`).join(''));
    await writeFile(
      join(folder, 'fairground.yaml'),
      [
        `listen: {players: "127.0.0.1:${players}", admin: "127.0.0.1:${admin}"}`,
        `data_dir: ${folder}/var`,
        `plugins: ${folder}/plugins`,
        `campaigns: ${folder}/campaigns`,
      ].join('\n'),
    );
    const host = new Host(join(build, 'bin', 'fairground'), folder, `http://127.0.0.1:${players}`, `http://127.0.0.1:${admin}`);
    await host.open();
    return host;
  }

  constructor(program, folder, url, adminUrl) {
    this.program = program;
    this.folder = folder;
    this.url = url;
    this.adminUrl = adminUrl;
    this.log = '';
  }

  /** Runs another command of the program on this host's data. */
  async command(...words) {
    await promisify(execFile)(this.program, [...words, '--config', join(this.folder, 'fairground.yaml')]);
  }

  /** Asks the admin API with the host's own token. */
  async admin(method, path, body) {
    const token = (await readFile(join(this.folder, 'var', 'admin.token'), 'utf8')).trim();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${this.adminUrl}/api/v1/admin/${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async stop() {
    this.child.kill('SIGTERM');
    await this.ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  async open() {
    this.child = spawn(this.program, ['serve', '--config', join(this.folder, 'fairground.yaml')], {
      cwd: this.folder,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (text) => (this.log += text));
    this.ended = new Promise((resolve) => this.child.on('exit', resolve));
    const gone = this.ended.then((code) => Promise.reject(new Error(`the host ended with ${code}:\n${this.log}`)));
    gone.catch(() => {});
    await Promise.race([this.ready(), gone]);
  }

  async ready() {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the host was not ready within 30 s:\n${this.log}`);
  }
}

// Below the ports that the system gives to clients, which could take it in between.
async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const free = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}
