// A revision being written: form and text side by side, one of them on a phone, checked by the host as one types.
import { useQuery } from '@tanstack/react-query';
import type { RJSFSchema } from '@rjsf/utils';
import { Alert, Button, Flex, Grid, Segmented, Skeleton, Space, Tag, Typography } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { get, query } from '../../api/client';
import { Problem } from '../../api/problem';
import type { CheckProblem, Json } from '../../api/types';
import { Page } from '../../common/page';
import { ProblemView } from '../../common/problem_view';
import { useSpeech } from '../../words';
import { useCheck } from './checking';
import { Code } from './code';
import { Findings } from './findings';
import { byField } from './problems';
import { Publish } from './publish';
import { patched, readYaml } from './yaml_text';

const SchemaForm = lazy(() => import('./form'));

function useSchema(plugin: string) {
  return useQuery<RJSFSchema, Problem>({
    queryKey: ['schema', plugin],
    queryFn: () => get(`schema${query({ plugin })}`),
    enabled: plugin !== '',
    staleTime: 600_000,
  });
}

function useWarningBeforeLeaving(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [unsaved]);
}

interface FormSide {
  text: string;
  problems: readonly CheckProblem[];
  fixed: boolean;
  onChange: (text: string) => void;
}

function FormOf({ text, problems, fixed, onChange }: FormSide) {
  const { say } = useSpeech();
  const data = useMemo(() => readYaml(text).data, [text]);
  const plugin = String(data?.['plugin'] ?? '').split('@')[0] ?? '';
  const schema = useSchema(plugin);
  const errors = useMemo(() => byField(problems), [problems]);
  if (data === null) return <Alert type="warning" showIcon message={say('formNeedsYaml')} />;
  if (schema.error) return <ProblemView problem={schema.error} what={say('noSchema', { plugin })} again={() => void schema.refetch()} />;
  if (plugin === '') return <Alert type="warning" showIcon message={say('formNeedsPlugin')} />;
  if (schema.data === undefined) return <Skeleton active />;
  const change = (after: { [key: string]: Json }) => {
    const asText = typeof data['title'] === 'string' && JSON.stringify(after['title']) === JSON.stringify({ en: data['title'] });
    onChange(patched(text, asText ? { ...after, title: data['title'] as string } : after));
  };
  return (
    <Suspense fallback={<Skeleton active />}>
      <SchemaForm schema={schema.data} data={data} errors={errors} fixed={fixed} onChange={change} />
    </Suspense>
  );
}

interface Given {
  /** Null: a new campaign. */
  id: string | null;
  /** The number of the revision that this one begins with. */
  from: number | null;
  yaml: string;
}

export function Editor({ id, from, yaml }: Given) {
  const { say, text: textOf } = useSpeech();
  const wide = Grid.useBreakpoint().xl === true;
  const [text, setText] = useState(yaml);
  const [side, setSide] = useState<'form' | 'yaml'>('form');
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [done, setDone] = useState(false);
  const checked = useCheck(text);
  const local = useMemo(() => readYaml(text), [text]);
  const changed = text !== yaml || id === null;
  useWarningBeforeLeaving(changed && !done);

  const problems: readonly CheckProblem[] = checked.current ? checked.problems : local.errors.map((error) => ({ ...error, severity: 'error' as const }));
  const errors = checked.problems.filter(({ severity }) => severity === 'error').length;
  const ready = checked.current && checked.failed === null && errors === 0 && changed;
  const written = String(local.data?.['id'] ?? id ?? '');
  const title = textOf(local.data?.['title'] as string | Record<string, string> | undefined) || written;
  const form = <FormOf text={text} problems={checked.problems} fixed={id !== null} onChange={setText} />;
  const code = <Code text={text} label={say('yaml')} onChange={setText} problems={problems} goTo={place} />;
  const heading = say(id === null ? 'newOf' : 'editOf', { title });
  return (
    <Page
      title={heading}
      name={heading}
      aside={from !== null && <Typography.Text type="secondary">{say('fromRevision', { number: from })}</Typography.Text>}
      actions={
        <>
          {id !== null && (
            <Link to={`/campaigns/${id}`}>
              <Button>{say('back')}</Button>
            </Link>
          )}
          <Button disabled={text === yaml} onClick={() => setText(yaml)}>
            {say('undoAll')}
          </Button>
          <Button type="primary" disabled={!ready} onClick={() => setPublishing(true)}>
            {say('publishDots')}
          </Button>
        </>
      }
    >
      <Flex gap="small" wrap align="center">
        {!wide && (
          <Segmented<'form' | 'yaml'>
            value={side}
            onChange={(chosen) => setSide(chosen)}
            options={[
              { value: 'form', label: say('form') },
              { value: 'yaml', label: 'YAML' },
            ]}
          />
        )}
        {changed && <Tag color="gold" bordered={false}>{say('notPublished')}</Tag>}
      </Flex>
      <Findings
        checked={checked}
        onGo={(to) => {
          setSide('yaml');
          setPlace({ ...to });
        }}
      />
      {wide ? (
        <div className="two">
          <div>{form}</div>
          <div className="sticky">{code}</div>
        </div>
      ) : (
        <Space direction="vertical" className="whole">
          {side === 'form' ? form : code}
        </Space>
      )}
      {publishing && (
        <Publish
          yaml={text}
          id={written}
          title={title}
          isNew={id === null}
          warnings={checked.problems.length}
          close={() => setPublishing(false)}
          onDone={() => {
            setDone(true);
            setPublishing(false);
          }}
        />
      )}
    </Page>
  );
}
