import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Only these may speak to the services of the API; everyone else uses the hooks that they export. */
const callers = ['src/**/queries.ts', 'src/rpc/**', 'src/**/*.test.{ts,tsx}', 'src/test/**'];

const services = {
  group: ['@/gen/**/*_pb', '**/gen/**/*_pb'],
  importNamePattern: 'Service$',
  message: 'Services are called in queries.ts; export a hook from there.',
};

const validator = {
  group: ['@bufbuild/protovalidate', '@bufbuild/protovalidate/**'],
  message: 'The validator is large: it is loaded lazily by src/rpc/violations.ts alone.',
};

const features = readdirSync('src/features').join('|');

const otherFeatures = {
  regex: `^(@/features/[^/]+/(?!public$)|(\\.\\./)+(${features})/)`,
  message: 'One feature sees another through its public.ts only.',
};

const upwards = {
  group: ['@/features/**', '@/app/**'],
  message: 'The building blocks do not know the features or the shell.',
};

const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['dist/', 'src/gen/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Handlers may be one-line arrows that call something without a result.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Figures in texts for people go through Intl; in class names and ids they are safe.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [jsxA11y.flatConfigs.strict],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'no-console': 'error',
      // The two rules of hooks; the plugin's others prepare for the React compiler, which is not in use.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], ignores: callers, rules: restrict(validator, services) },
  { files: ['src/{table,forms,ui,records,i18n,theme}/**'], rules: restrict(validator, services, upwards) },
  { files: ['src/records/**/queries.ts', 'src/records/**/*.test.tsx'], rules: restrict(validator, upwards) },
  { files: ['src/rpc/**'], ignores: ['src/rpc/validator.ts'], rules: restrict(validator, upwards) },
  { files: ['src/features/**/*.{ts,tsx}'], rules: restrict(validator, services, otherFeatures) },
  { files: ['src/features/**/queries.ts'], rules: restrict(validator, otherFeatures) },
  { files: ['src/features/**/*.test.{ts,tsx}'], rules: restrict(otherFeatures) },
  {
    files: ['scripts/**', '*.config.{js,ts}', 'public/**'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
);
