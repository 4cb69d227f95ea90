// One's own account: the second factor, set up for the first time or anew, and the password.
import { Alert, App, Button, Card, Flex, Form, Input, QRCode, Space, Steps, Typography } from 'antd';
import { useState } from 'react';
import { post } from '../api/client';
import type { Totp } from '../api/types';
import { useCall } from '../common/deed';
import { Page } from '../common/page';
import { ProblemView } from '../common/problem_view';
import { useAccess, useAdmin } from '../session';
import { useSpeech } from '../words';

function SecondFactor() {
  const { say } = useSpeech();
  const { session } = useAdmin();
  const { look } = useAccess();
  const { message } = App.useApp();
  const [secret, setSecret] = useState<Totp | null>(null);
  const { busy, problem, run } = useCall();
  const begin = async (asked: { password?: string }) => setSecret((await run(() => post<Totp>('session/totp', asked))) ?? null);
  const confirm = async ({ totp }: { totp: string }) => {
    const done = await run(() => post('session/totp/confirm', { totp }).then(() => true));
    if (done !== true) return;
    setSecret(null);
    void message.success(say('totpDone'), 5);
    void look();
  };
  return (
    <Card size="small" title={say('secondFactor')}>
      <Space direction="vertical" className="whole">
        {session.totp === false && secret === null && <Alert type="warning" showIcon message={say('totpMissing')} />}
        {session.totp === true && secret === null && <Alert type="success" showIcon message={say('totpIsOn')} />}
        {problem && <ProblemView problem={problem} />}
        {secret === null ? (
          <Form layout="inline" className="search" onFinish={(asked: { password?: string }) => void begin(asked)} requiredMark={false}>
            {session.totp === true && (
              <Form.Item name="password" label={say('totpAnewPassword')} rules={[{ required: true, message: say('needed') }]}>
                <Input.Password autoComplete="current-password" />
              </Form.Item>
            )}
            <Button type={session.totp === true ? 'default' : 'primary'} htmlType="submit" loading={busy}>
              {say(session.totp === true ? 'totpAnew' : 'totpSetUp')}
            </Button>
          </Form>
        ) : (
          <Steps
            direction="vertical"
            size="small"
            current={1}
            items={[
              {
                title: say('totpScan'),
                status: 'process',
                description: (
                  <Flex vertical gap="small" align="start">
                    <QRCode value={secret.uri} type="svg" color="#000" bgColor="#fff" size={180} />
                    <span>{say('totpByHand')}</span>
                    <Typography.Text code copyable={{ text: secret.secret, tooltips: [say('copy'), say('copied')] }} className="secret">
                      {secret.secret}
                    </Typography.Text>
                  </Flex>
                ),
              },
              {
                title: say('totpConfirm'),
                description: (
                  <Form layout="inline" onFinish={(asked: { totp: string }) => void confirm(asked)} className="search" requiredMark={false}>
                    <Form.Item name="totp" label={say('totpCode')} rules={[{ required: true, pattern: /^\d{6}$/, message: say('sixDigits') }]}>
                      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
                    </Form.Item>
                    <Button type="primary" htmlType="submit" loading={busy}>
                      {say('confirm')}
                    </Button>
                  </Form>
                ),
              },
            ]}
          />
        )}
      </Space>
    </Card>
  );
}

function Password() {
  const { say } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ old: string; new: string }>();
  const { busy, problem, run } = useCall();
  const change = async (asked: { old: string; new: string }) => {
    const done = await run(() => post('session/password', { old: asked.old, new: asked.new }).then(() => true));
    if (done !== true) return;
    form.resetFields();
    void message.success(say('passwordChanged'));
  };
  return (
    <Card size="small" title={say('changePassword')}>
      <Form form={form} layout="vertical" onFinish={(asked) => void change(asked)} requiredMark={false} className="narrow">
        <Form.Item name="old" label={say('oldPassword')} rules={[{ required: true, message: say('needed') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new" label={say('newPassword')} rules={[{ required: true, min: 12, message: say('passwordShort', { least: 12 }) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={say('newPasswordAgain')}
          dependencies={['new']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) => (value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(say('passwordsDiffer')))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {problem && <ProblemView problem={problem} />}
        <Button htmlType="submit" loading={busy}>
          {say('changePassword')}
        </Button>
      </Form>
    </Card>
  );
}

export default function AccountPage() {
  const { say, sayMaybe, time } = useSpeech();
  const { admin, session } = useAdmin();
  return (
    <Page title={say('account')} name={say('account')}>
      <Typography.Text type="secondary">
        {say('accountLine', { name: admin.name, role: sayMaybe('role', admin.role), until: time(session.expires_at) })}
      </Typography.Text>
      <SecondFactor />
      <Password />
    </Page>
  );
}
