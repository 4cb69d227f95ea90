// A correction of a balance: named before it is done, and done once however often it is sent.
import { Alert, App, AutoComplete, Button, Form, Input, InputNumber, Modal, Space } from 'antd';
import { useRef, useState } from 'react';
import { path, post } from '../../api/client';
import type { Adjusted, Player } from '../../api/types';
import { useCall } from '../../common/deed';
import { ProblemView } from '../../common/problem_view';
import { useSpeech } from '../../words';

interface Correction {
  currency: string;
  amount: number;
  reason: string;
}

function Dialog({ player, close }: { player: Player; close: () => void }) {
  const { say, number } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<Correction>();
  const { busy, problem, run } = useCall();
  const key = useRef(crypto.randomUUID()); // of this dialog: pressing again after a lost answer is the same correction
  const currency = Form.useWatch('currency', form);
  const amount = Form.useWatch('amount', form);
  const balance = player.accounts.find((account) => account.currency === currency)?.balance ?? 0;
  const carryOut = async (asked: Correction) => {
    const answer = await run(() =>
      post<Adjusted>(path`players/${player.tenant}/${player.player}/adjust`, { ...asked, key: key.current }),
    );
    if (answer === undefined) return;
    close();
    void message.success(say(answer.replayed ? 'adjustedBefore' : 'adjusted', { balance: number(answer.balance), currency: asked.currency }), 5);
  };
  return (
    <Modal
      open
      title={say('adjustOf', { player: player.player })}
      onCancel={close}
      okText={say('adjust')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: busy, danger: true }}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ currency: player.accounts[0]?.currency ?? '' }}
        onFinish={(asked) => void carryOut(asked)}
        onValuesChange={() => (key.current = crypto.randomUUID())}
      >
        <Space direction="vertical" className="whole">
          <Form.Item name="currency" label={say('currency')} rules={[{ required: true, message: say('needed') }]}>
            <AutoComplete options={player.accounts.map((account) => ({ value: account.currency }))} />
          </Form.Item>
          <Form.Item
            name="amount"
            label={say('amount')}
            extra={say('amountSigned')}
            rules={[{ required: true, message: say('needed') }, { validator: (_, value) => (value === 0 ? Promise.reject(new Error(say('notZero'))) : Promise.resolve()) }]}
          >
            <InputNumber precision={0} className="whole" autoFocus />
          </Form.Item>
          <Form.Item name="reason" label={say('reason')} extra={say('reasonKept')} rules={[{ required: true, whitespace: true, message: say('reasonNeeded') }]}>
            <Input maxLength={64} />
          </Form.Item>
          {typeof amount === 'number' && amount !== 0 && currency && (
            <Alert
              type="warning"
              showIcon
              message={say('adjustWill', { player: player.player, currency, from: number(balance), to: number(balance + amount) })}
            />
          )}
          {problem && <ProblemView problem={problem} />}
        </Space>
      </Form>
    </Modal>
  );
}

export function Adjustment({ player }: { player: Player }) {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('adjustBalance')}</Button>
      {open && <Dialog player={player} close={() => setOpen(false)} />}
    </>
  );
}
