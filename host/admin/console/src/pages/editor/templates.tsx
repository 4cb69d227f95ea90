// How the form draws lists, groups and fields of a schema: dense, foldable, usable by keyboard.
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import {
  getTemplate,
  getUiOptions,
  type ArrayFieldTemplateProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
  type RJSFSchema,
} from '@rjsf/utils';
import { Button, Collapse, Flex, Form, Typography } from 'antd';
import { useSpeech } from '../../words';

/** Between the parts of a field's id: keys have underscores of their own. */
export const separator = '/';

type Data = Record<string, any>;

const open = ['title', 'window', 'settings'];

/** How a line of a list is called: by its title or id. */
export function nameOf(value: unknown, n: number): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const { id, title, name } = (value ?? {}) as Data;
  const text = typeof title === 'object' && title !== null ? Object.values(title).find(Boolean) : title;
  return [text ?? name, id].filter(Boolean).join(' · ') || `#${n + 1}`;
}

/** The rest of a line in short: "chance 2, stock 500". */
function factsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const facts = Object.entries(value as Data).filter(([key, one]) => key !== 'id' && (typeof one === 'number' || typeof one === 'boolean'));
  return facts.map(([key, one]) => `${key} ${String(one)}`).join(', ');
}

function List(props: ArrayFieldTemplateProps) {
  const { say } = useSpeech();
  const values = (props.formData as unknown[] | undefined) ?? [];
  return (
    <Flex vertical gap={6} className="form-list">
      {props.title && <Typography.Text strong>{props.title}</Typography.Text>}
      {props.schema.description && <Typography.Text type="secondary">{props.schema.description}</Typography.Text>}
      {props.items.map((item) => {
        const value = values[item.index];
        const simple = typeof value !== 'object' || value === null;
        const name = nameOf(value, item.index);
        const tools = (
          <Flex onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
            <Button type="text" size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={!item.hasMoveUp} aria-label={say('moveUp', { name })} onClick={item.onReorderClick(item.index, item.index - 1)} />
            <Button type="text" size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={!item.hasMoveDown} aria-label={say('moveDown', { name })} onClick={item.onReorderClick(item.index, item.index + 1)} />
            <Button type="text" size="small" danger icon={<DeleteOutlined aria-hidden />} disabled={!item.hasRemove} aria-label={say('removeLine', { name })} onClick={item.onDropIndexClick(item.index)} />
          </Flex>
        );
        if (simple)
          return (
            <Flex key={item.key} align="start" gap={4}>
              <div className="grow">{item.children}</div>
              {tools}
            </Flex>
          );
        return (
          <Collapse
            key={item.key}
            size="small"
            collapsible="header"
            items={[
              {
                key: 'line',
                label: (
                  <span>
                    {name} <Typography.Text type="secondary">{factsOf(value)}</Typography.Text>
                  </span>
                ),
                extra: tools,
                children: item.children,
              },
            ]}
          />
        );
      })}
      {props.canAdd && (
        <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={props.onAddClick}>
          {say('addLine')}
        </Button>
      )}
    </Flex>
  );
}

function isGroup(schema: unknown): boolean {
  const { type, properties, additionalProperties, oneOf } = (schema ?? {}) as RJSFSchema;
  return type === 'object' || properties !== undefined || oneOf !== undefined || typeof additionalProperties === 'object';
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.values(value).every(isEmpty));
}

/** The whole: plain fields first, then the groups, of which the usual ones are open. */
function Whole({ schema, properties }: ObjectFieldTemplateProps) {
  const known = (schema.properties ?? {}) as Record<string, RJSFSchema>;
  const groups = properties.filter(({ name }) => isGroup(known[name]));
  return (
    <div className="form-root">
      <div className="form-fields">{properties.filter(({ name }) => !isGroup(known[name])).map(({ content }) => content)}</div>
      <Collapse
        size="small"
        defaultActiveKey={open}
        items={groups.map(({ name, content }) => ({ key: name, label: <strong>{known[name]?.title ?? name}</strong>, children: content }))}
      />
    </div>
  );
}

/** An inner group folds away while it is optional and empty. One of the whole has its title above already. */
function Group(props: ObjectFieldTemplateProps) {
  const { say } = useSpeech();
  const { schema, properties, title, required, formData, idSchema } = props;
  if (idSchema.$id === 'root') return <Whole {...props} />;
  const known = schema.properties as Data | undefined;
  const byLanguage = known?.['en'] !== undefined && known['zh'] !== undefined;
  const growing = schema.additionalProperties !== undefined && schema.additionalProperties !== false && !byLanguage;
  const first = ['id', 'title', 'name'];
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : isGroup(known?.[name]) ? 20 : 10);
  const sorted = [...properties].sort((a, b) => place(a.name) - place(b.name));
  const fields = (
    <>
      {schema.description && <div className="form-note">{schema.description}</div>}
      <div className="form-fields">{sorted.map(({ content }) => content)}</div>
      {growing && (
        <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={props.onAddClick(schema)}>
          {say('addLine')}
        </Button>
      )}
    </>
  );
  const ofTheWhole = idSchema.$id.split(separator).length === 2; // root/settings
  const ofAList = /\/\d+$/.test(idSchema.$id);
  if (ofTheWhole || ofAList || !title) return <div className="form-group">{fields}</div>;
  return (
    <details className="form-group inner" open={required === true || !isEmpty(formData)}>
      <summary>{title}</summary>
      {fields}
    </details>
  );
}

function Field(props: FieldTemplateProps) {
  const { schema, hidden, children, label, id, required, rawErrors = [], registry, uiSchema, displayLabel } = props;
  if (hidden) return <div hidden>{children}</div>;
  const Wrap = getTemplate('WrapIfAdditionalTemplate', registry, getUiOptions(uiSchema));
  const whole = isGroup(schema) || schema.type === 'array' || schema.oneOf !== undefined;
  const status = rawErrors.length > 0 ? { validateStatus: 'error' as const, help: [...new Set(rawErrors)].join('; ') } : {};
  return (
    <Wrap {...props}>
      {whole ? (
        <div className="form-whole">
          {schema.oneOf !== undefined && <Typography.Text strong>{label}</Typography.Text>}
          {children}
          {rawErrors.length > 0 && <Typography.Text type="danger">{[...new Set(rawErrors)].join('; ')}</Typography.Text>}
        </div>
      ) : (
        <Form.Item
          layout="vertical"
          htmlFor={id}
          label={displayLabel ? label : undefined}
          required={required === true}
          extra={schema.description}
          className="tight"
          {...status}
        >
          {children}
        </Form.Item>
      )}
    </Wrap>
  );
}

export const templates = { ArrayFieldTemplate: List, ObjectFieldTemplate: Group, FieldTemplate: Field };
