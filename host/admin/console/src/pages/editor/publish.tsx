// Publishing a revision: to whom, with which note; what will happen is said before it does.
import { Alert, App, Checkbox, Flex, Form, Input, InputNumber, Modal, Radio, Space } from 'antd';
import { useNavigate } from 'react-router-dom';
import { post } from '../../api/client';
import type { Published, ToPublish } from '../../api/types';
import { useCall } from '../../common/deed';
import { ProblemView } from '../../common/problem_view';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';

interface Asked {
  to: 'share' | 'all' | 'none';
  percent: number;
  note: string;
  emergency?: boolean;
}

interface Shown {
  yaml: string;
  id: string;
  title: string;
  isNew: boolean;
  warnings: number;
  close: () => void;
  onDone: () => void;
}

export function Publish({ yaml, id, title, isNew, warnings, close, onDone }: Shown) {
  const { say, number } = useSpeech();
  const { may } = useAdmin();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Asked>();
  const { busy, problem, run } = useCall();
  const to = Form.useWatch('to', form) ?? (isNew ? 'all' : 'share');
  const percent = Form.useWatch('percent', form) ?? 1;
  const emergency = Form.useWatch('emergency', form) === true;
  const will = {
    all: say(isNew ? 'publishNewWill' : 'publishAllWill', { title, id }),
    share: say('publishShareWill', { title, id, percent: number(percent) }),
    none: say('publishNoneWill', { title, id }),
  }[to];

  const publish = async ({ note, percent: share }: Asked) => {
    const revision = await run(() =>
      post<Published>('revisions', {
        yaml,
        note: note.trim(),
        publish: to === 'share' ? { share: Number((share / 100).toFixed(4)) } : to,
        ...(emergency && { emergency: true }),
      } satisfies ToPublish),
    );
    if (revision === undefined) return;
    onDone();
    void message.success(say(revision.state === 'waiting' ? 'publishedWaiting' : 'published', { number: revision.number }), 6);
    navigate(revision.state === 'rolling' ? `/campaigns/${id}/rollout` : `/campaigns/${id}/revisions/${revision.number}`);
  };
  return (
    <Modal
      open
      title={say('publishOf', { title })}
      okText={say(to === 'none' ? 'save' : 'publish')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: busy, danger: to === 'all' && !isNew }}
      onCancel={close}
      onOk={form.submit}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ to, percent: 1, note: '' }} onFinish={(asked) => void publish(asked)}>
        <Form.Item name="to" label={say('publishTo')}>
          <Radio.Group>
            <Space direction="vertical">
              {!isNew && <Radio value="share">{say('toShare')}</Radio>}
              <Radio value="all">{say('toAll')}</Radio>
              <Radio value="none">{say('toNone')}</Radio>
            </Space>
          </Radio.Group>
        </Form.Item>
        {to === 'share' && (
          <Form.Item name="percent" label={say('shareOfPlayers')} rules={[{ required: true, message: say('needed') }]}>
            <InputNumber min={0.01} max={100} step={1} addonAfter="%" />
          </Form.Item>
        )}
        <Form.Item name="note" label={say('note')} extra={say('noteKept')} rules={[{ required: true, whitespace: true, message: say('noteNeeded') }]}>
          <Input.TextArea autoFocus rows={2} maxLength={500} />
        </Form.Item>
        <Flex vertical gap="small">
          {warnings > 0 && <Alert type="warning" showIcon message={say('publishWarnings', { warnings })} />}
          <Alert type={to === 'all' && !isNew ? 'warning' : 'info'} showIcon message={will} />
          {may('approver') && (
            <Form.Item name="emergency" valuePropName="checked" className="tight">
              <Checkbox>{say('emergency')}</Checkbox>
            </Form.Item>
          )}
          {emergency && <Alert type="error" showIcon message={say('emergencyWill')} />}
          {problem && <ProblemView problem={problem} />}
        </Flex>
      </Form>
    </Modal>
  );
}
