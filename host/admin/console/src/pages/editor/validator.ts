// Tells the form which variant of a choice its data fits. Mistakes are the host's to tell: it checks as the host will.
// An interpreter of JSON Schema: compilers of schemas make code at run time, which our Content-Security-Policy forbids.
import { Validator, type Schema } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';

export const validator: ValidatorType = {
  isValid(schema, data, root) {
    const whole = { ...(schema as RJSFSchema), definitions: (root as RJSFSchema).definitions } as Schema;
    return new Validator(whole, '7').validate(JSON.parse(JSON.stringify(data ?? null))).valid;
  },
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  toErrorList: () => [],
};
