// Doing something: asked once more where it is dangerous, in words that name what will happen, and told how it went.
import { App, Button, Form, Input, Modal, Space, type ButtonProps } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useSpeech } from '../words';
import { ProblemView } from './problem_view';

/** Runs a call: busy while it runs; what failed is kept to be shown; what was seen is looked at anew afterwards. */
export function useCall() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const seen = useQueryClient();
  const run = async <T,>(call: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await call();
      void seen.invalidateQueries();
      return answer;
    } catch (error) {
      setProblem(asProblem(error));
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, forget: () => setProblem(null) };
}

interface Deed<T> {
  label: string;
  /** What will happen, to whom. */
  consequence: ReactNode;
  /** A reason is asked for, which the audit trail keeps. */
  reason?: boolean;
  danger?: boolean;
  button?: ButtonProps;
  /** How it went; by what the host answered, where that makes a difference. */
  done: string | ((answer: T) => string);
  call: (reason: string) => Promise<T>;
  after?: () => void;
}

/** A button that asks before it does. */
export function DeedButton<T>({ label, consequence, reason = true, danger = false, button, done, call, after }: Deed<T>) {
  const { say } = useSpeech();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const { busy, problem, run, forget } = useCall();
  const [form] = Form.useForm<{ reason: string }>();
  const close = () => {
    setOpen(false);
    forget();
    form.resetFields();
  };
  const carryOut = async (values: { reason?: string }) => {
    const began = performance.now();
    let ended = began;
    const answer = await run(async () => {
      const told = await call(values.reason ?? '');
      ended = performance.now();
      return { told };
    });
    if (!answer) return;
    close();
    const how = typeof done === 'string' ? done : done(answer.told);
    void message.success(say('doneIn', { done: how, ms: Math.round(ended - began) }), 4);
    after?.();
  };
  return (
    <>
      <Button danger={danger} {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        title={label}
        open={open}
        onCancel={close}
        destroyOnHidden
        okText={label}
        okButtonProps={{ danger, loading: busy }}
        cancelText={say('cancel')}
        onOk={form.submit}
      >
        <Form form={form} layout="vertical" onFinish={(values) => void carryOut(values)} requiredMark={false}>
          <Space direction="vertical" className="whole">
            <div className="consequence">{consequence}</div>
            {reason && (
              <Form.Item
                name="reason"
                label={say('reason')}
                extra={say('reasonKept')}
                rules={[{ required: true, whitespace: true, message: say('reasonNeeded') }]}
              >
                <Input autoFocus maxLength={200} />
              </Form.Item>
            )}
            {problem && <ProblemView problem={problem} />}
          </Space>
        </Form>
      </Modal>
    </>
  );
}
