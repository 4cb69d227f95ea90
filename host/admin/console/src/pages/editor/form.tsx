// The form that a plugin's schema makes.
import Form from '@rjsf/antd';
import type { ErrorSchema, RJSFSchema, UiSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import type { Json } from '../../api/types';
import { forForm, friendlier } from './schema';
import { separator, templates } from './templates';
import { validator } from './validator';

const order = ['id', 'plugin', 'tenant', 'title', 'time_zone', 'window', 'settings', 'costs', 'audience', '*'];

const uiSchema: UiSchema = {
  'ui:order': order,
  'ui:submitButtonOptions': { norender: true },
};

interface Shown {
  schema: RJSFSchema;
  data: { [key: string]: Json };
  errors: ErrorSchema;
  /** The id and plugin of a campaign that is there already stay. */
  fixed: boolean;
  onChange: (data: { [key: string]: Json }) => void;
}

export default function SchemaForm({ schema, data, errors, fixed, onChange }: Shown) {
  const kinder = useMemo(() => {
    const { $schema: _, properties = {}, ...rest } = friendlier(schema);
    const { environments: __, ...shown } = properties; // layers upon the whole: for the YAML
    return { ...rest, properties: shown } as RJSFSchema;
  }, [schema]);
  const ui = useMemo<UiSchema>(
    () => ({ ...uiSchema, id: { 'ui:disabled': fixed }, plugin: { 'ui:disabled': fixed }, tenant: { 'ui:disabled': fixed } }),
    [fixed],
  );
  return (
    <Form
      schema={kinder}
      uiSchema={ui}
      formData={forForm(data)}
      extraErrors={errors}
      validator={validator}
      noValidate
      showErrorList={false}
      tagName="div"
      idSeparator={separator}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } }}
      templates={templates}
      onChange={({ formData }, id) => {
        if (id !== undefined) onChange(formData as { [key: string]: Json });
      }}
    />
  );
}
