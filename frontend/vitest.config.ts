import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { alias } from './alias.ts';

/** Logic is tested without a document, which takes a tenth of the time; screens with one. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias },
  test: {
    restoreMocks: true,
    testTimeout: 30_000,
    css: false,
    projects: [
      { extends: true, test: { name: 'logic', environment: 'node', include: ['src/**/*.test.ts'] } },
      { extends: true, test: { name: 'screens', environment: 'jsdom', include: ['src/**/*.test.tsx'], setupFiles: ['src/test/setup.ts'] } },
    ],
  },
});
