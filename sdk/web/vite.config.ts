// SPDX-License-Identifier: MIT
//
// How every campaign page is built and tested: `vite build PAGES_FOLDER --config …/sdk/web/vite.config.ts --outDir …`.
// Pages bring no node_modules of their own; what they import is found here.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  cacheDir: here('node_modules/.vite'),
  base: './', // the page is served at /play/{campaign}/, whatever the campaign's id
  resolve: {
    alias: [
      { find: /^@fairground\/web\/ui\/(.*\.css)$/, replacement: here('src/ui/style') + '/$1' },
      { find: '@fairground/web/ui', replacement: here('src/ui/index.ts') },
      { find: '@fairground/web', replacement: here('src/index.ts') },
      { find: 'vitest', replacement: here('node_modules/vitest') },
      { find: /^preact(\/.*)?$/, replacement: here('node_modules/preact') + '$1' },
    ],
  },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', jsxDev: false },
  build: {
    target: ['es2020', 'chrome80', 'safari14'], // phones of the last six years, and the browsers inside their apps
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // hosts forbid data: addresses
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  test: { environment: 'node', include: ['**/*.test.ts'], setupFiles: [here('src/test_setup.ts')] },
});
