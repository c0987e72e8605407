import { fileURLToPath } from 'node:url';

/** Shared by the build and the tests. */
export const alias = {
  '@': fileURLToPath(new URL('src', import.meta.url)),
  // The generated code imports without extensions; the package exports this file only with one.
  '@bufbuild/protovalidate/gen/buf/validate/validate_pb': '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js',
};
