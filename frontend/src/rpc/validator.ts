import { createValidator } from '@bufbuild/protovalidate';

const validator = createValidator();

export const validate = validator.validate.bind(validator);
