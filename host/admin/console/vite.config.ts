// How the console is built and tested: `vite build --outDir …` in this folder. Served at /console/ of the admin address.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// What changes together, and is needed together, is one file; the rest is split by page (app.tsx).
const chunks: Record<string, RegExp> = {
  react: /node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run|@tanstack)\//,
  charts: /node_modules\/(echarts|zrender)\//,
  codemirror: /node_modules\/(@codemirror|@lezer|style-mod|w3c-keyname|crelt|@marijn)\//,
};

export default defineConfig({
  base: './', // the page may be served below another path by a proxy
  resolve: {
    alias: [{ find: '@fairground/web/i18n', replacement: here('../../../sdk/web/src/i18n.ts') }],
  },
  esbuild: { jsx: 'automatic', jsxDev: false },
  build: {
    target: ['es2022', 'chrome100', 'firefox102', 'safari16'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      onwarn: (warning, tell) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning); // "use client" means nothing to a bundle
      },
      output: {
        manualChunks: (id: string) => Object.keys(chunks).find((name) => chunks[name]?.test(id)),
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
