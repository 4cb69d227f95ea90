// Signing in: name and password, then the code of the authenticator where one is set up.
import { Button, Card, Flex, Form, Input, Space, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { ProblemView } from '../common/problem_view';
import { useAccess, type Entry } from '../session';
import { Switches } from '../shell/switches';
import { useSpeech } from '../words';

export function Login() {
  const { say } = useSpeech();
  const { signIn } = useAccess();
  const [code, setCode] = useState(false); // the host asks for one
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${say('signIn')} · Fairground`;
  }, [say]);

  const enter = async (entry: Entry) => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(entry);
    } catch (error) {
      const found = asProblem(error);
      setBusy(false);
      if (found.code !== 'totp_needed') return setProblem(found);
      if (code) return setProblem(found);
      setCode(true);
    }
  };
  return (
    <main className="alone">
      <Flex justify="end">
        <Switches />
      </Flex>
      <Card>
        <Form layout="vertical" onFinish={(entry: Entry) => void enter(entry)} requiredMark={false}>
          <Space direction="vertical" className="whole" size="small">
            <Flex align="center" gap={10}>
              <img src="./icon.svg" alt="" width={32} height={32} />
              <Typography.Title level={1} className="title">
                {say('signInTo')}
              </Typography.Title>
            </Flex>
            {problem && <ProblemView problem={problem} />}
            <div hidden={code}>
              <Form.Item name="name" label={say('name')} rules={[{ required: true, message: say('needed') }]}>
                <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
              </Form.Item>
              <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('needed') }]}>
                <Input.Password autoComplete="current-password" />
              </Form.Item>
            </div>
            {code && (
              <Form.Item
                name="totp"
                label={say('totpCode')}
                extra={say('totpWhere')}
                rules={[{ required: true, pattern: /^\d{6}$/, message: say('sixDigits') }]}
              >
                <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
              </Form.Item>
            )}
            <Button type="primary" htmlType="submit" block loading={busy}>
              {say('signIn')}
            </Button>
            {code && (
              <Button type="link" block onClick={() => setCode(false)}>
                {say('otherName')}
              </Button>
            )}
            <Typography.Text type="secondary">{say('firstAdmin')}</Typography.Text>
          </Space>
        </Form>
      </Card>
    </main>
  );
}
