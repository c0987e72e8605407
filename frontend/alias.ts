import { fileURLToPath } from 'node:url';

const src = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** Shared by the build and the tests. */
export const alias = [
  // The generated code asks for the descriptors of all validation rules; validateFile.ts says why it gets none of them.
  { find: /^@bufbuild\/protovalidate\/gen\/buf\/validate\/validate_pb(\.js)?$/, replacement: src('rpc/validateFile.ts') },
  { find: /^@\//, replacement: src('') },
];
