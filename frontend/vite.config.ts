import { writeFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { alias } from './alias.ts';

const backend = process.env['KARTOTEKA_URL'] ?? 'http://localhost:8080';

/** The Go binary embeds dist/, which must therefore exist in a fresh clone: the placeholder outlives every build. */
function keepPlaceholder(): Plugin {
  return {
    name: 'kartoteka:keep-placeholder',
    apply: 'build',
    closeBundle() {
      writeFileSync(new URL('dist/.gitkeep', import.meta.url), '');
    },
  };
}

export default defineConfig({
  plugins: [react(), keepPlaceholder()],
  resolve: { alias },
  server: {
    port: 5173,
    proxy: { '^/kartoteka\\.v1\\.': { target: backend, changeOrigin: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Inlined assets would need data: in the font and style policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
