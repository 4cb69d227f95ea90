// A new campaign: a copy of one that works, or an empty one of a plugin.
import { Button, Card, Form, Input, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { parseDocument } from 'yaml';
import { get, path } from '../../api/client';
import { useLive } from '../../api/live';
import type { PluginList, RevisionWithText } from '../../api/types';
import { useCall } from '../../common/deed';
import { LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { ProblemView } from '../../common/problem_view';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';
import { useCampaigns } from '../campaigns_table';
import { Editor } from './editor';
import { readable, written } from './yaml_text';

interface Asked {
  kind: 'copy' | 'empty';
  campaign?: string;
  plugin?: string;
  id: string;
}

/** The text of another campaign under a new id; its comments stay. */
export function copied(yaml: string, id: string): string {
  const document = parseDocument(yaml);
  document.setIn(['id'], id);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function Choice({ onChosen }: { onChosen: (yaml: string) => void }) {
  const { say, text } = useSpeech();
  const { admin } = useAdmin();
  const campaigns = useCampaigns();
  const plugins = useLive<PluginList>('plugins', 0);
  const [form] = Form.useForm<Asked>();
  const { busy, problem, run } = useCall();
  const kind = Form.useWatch('kind', form) ?? 'copy';
  const begin = async (asked: Asked) => {
    if (asked.kind === 'empty') {
      const tenant = admin.tenant ?? 'default';
      return onChosen(written({ id: asked.id, plugin: asked.plugin ?? '', tenant, title: { en: asked.id }, settings: {} }));
    }
    const source = campaigns.data?.campaigns.find(({ id }) => id === asked.campaign);
    const revision = await run(() => get<RevisionWithText>(path`campaigns/${asked.campaign ?? ''}/revisions/${source?.revision ?? 0}`));
    if (revision !== undefined) onChosen(copied(readable(revision.yaml), asked.id));
  };
  const taken = new Set(campaigns.data?.campaigns.map(({ id }) => id));
  return (
    <Card className="narrow-card">
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'copy' }} onFinish={(asked) => void begin(asked)}>
        <Form.Item name="kind" label={say('beginWith')}>
          <Radio.Group>
            <Space direction="vertical">
              <Radio value="copy">{say('beginCopy')}</Radio>
              <Radio value="empty">{say('beginEmpty')}</Radio>
            </Space>
          </Radio.Group>
        </Form.Item>
        {kind === 'copy' ? (
          <LiveView live={campaigns} what={say('campaigns')}>
            {(list) => (
              <Form.Item name="campaign" label={say('copyOf')} rules={[{ required: true, message: say('needed') }]}>
                <Select
                  showSearch
                  optionFilterProp="label"
                  options={list.campaigns.filter(({ revision }) => revision !== null).map(({ id, title, plugin }) => ({ value: id, label: `${text(title) || id} · ${id} · ${plugin}` }))}
                />
              </Form.Item>
            )}
          </LiveView>
        ) : (
          <LiveView live={plugins} what={say('plugins')}>
            {(list) => (
              <Form.Item name="plugin" label={say('plugin')} rules={[{ required: true, message: say('needed') }]}>
                <Select options={list.plugins.map(({ id, version }) => ({ value: id, label: `${id} ${version ?? ''}` }))} />
              </Form.Item>
            )}
          </LiveView>
        )}
        <Form.Item
          name="id"
          label={say('newId')}
          extra={say('newIdNote')}
          rules={[
            { required: true, pattern: /^[a-z0-9-]{1,48}$/, message: say('idForm') },
            { validator: (_, value: string) => (taken.has(value) ? Promise.reject(new Error(say('idTaken', { id: value }))) : Promise.resolve()) },
          ]}
        >
          <Input autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        {problem && <ProblemView problem={problem} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('goOn')}
        </Button>
      </Form>
    </Card>
  );
}

export default function New() {
  const { say } = useSpeech();
  const [yaml, setYaml] = useState<string | null>(null);
  if (yaml !== null) return <Editor id={null} from={null} yaml={yaml} />;
  return (
    <Page title={say('newCampaign')} name={say('newCampaign')}>
      <Choice onChosen={setYaml} />
    </Page>
  );
}
