import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, vi } from 'vitest';
import { loadTexts, startI18n } from '@/i18n';

/** The features that have texts: whatever a test shows is in words. */
const features = Object.keys(import.meta.glob('../features/*/texts/en.json')).flatMap((path) => path.split('/')[2] ?? []);

// Generous, for machines that do something else as well: a passing test never waits this long.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(async () => {
  giveLayout();
  await startI18n('en');
  await loadTexts(...features);
});

afterEach(cleanup);

/** jsdom has no layout: without a size no virtual row would ever come into sight. */
function giveLayout(): void {
  const size = { width: 1200, height: 600 };
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: size.height });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: size.width });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: size.height });
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { configurable: true, value: () => undefined });
  window.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  // A growing text area measures itself again when fonts have arrived.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  vi.stubGlobal('matchMedia', (media: string) => ({
    matches: false,
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
}
