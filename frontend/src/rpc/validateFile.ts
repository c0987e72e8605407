import { fileDesc } from '@bufbuild/protobuf/codegenv2';

/**
 * Stands for buf/validate/validate.proto in the imports of the generated code (see alias.ts). The messages need the
 * file only by name; its 18 KiB of rules are needed by the validator alone, which brings them along when it is loaded.
 */
export const file_buf_validate_validate = fileDesc('ChtidWYvdmFsaWRhdGUvdmFsaWRhdGUucHJvdG8=');
