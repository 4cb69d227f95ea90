// Who may do what: for owners.
import { App, Button, Card, Flex, Form, Input, Modal, Select, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { path, post } from '../api/client';
import { useLive } from '../api/live';
import type { AdminAccount, AdminList, Role } from '../api/types';
import { DeedButton, useCall } from '../common/deed';
import { Age, LiveView } from '../common/live_view';
import { Page } from '../common/page';
import { ProblemView } from '../common/problem_view';
import { useAdmin } from '../session';
import { useSpeech } from '../words';

const roles: readonly Role[] = ['viewer', 'operator', 'approver', 'owner'];
const leastPassword = 12;

interface Asked {
  name: string;
  role: Role;
  tenant?: string;
  password: string;
}

function NewAdmin({ close }: { close: () => void }) {
  const { say, sayMaybe } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<Asked>();
  const { busy, problem, run } = useCall();
  const make = async (asked: Asked) => {
    const { tenant, ...rest } = asked;
    const made = await run(() => post('admins', tenant ? asked : rest).then(() => true));
    if (made !== true) return;
    close();
    void message.success(say('adminMade', { name: asked.name }));
  };
  return (
    <Modal open title={say('newAdmin')} okText={say('make')} cancelText={say('cancel')} okButtonProps={{ loading: busy }} onCancel={close} onOk={form.submit}>
      <Form form={form} layout="vertical" initialValues={{ role: 'operator' }} onFinish={(asked) => void make(asked)} requiredMark={false}>
        <Form.Item name="name" label={say('name')} rules={[{ required: true, message: say('needed') }]}>
          <Input autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="role" label={say('roleLabel')}>
          <Select options={roles.map((value) => ({ value, label: `${sayMaybe('role', value)}: ${sayMaybe('roleMay', value)}` }))} />
        </Form.Item>
        <Form.Item name="tenant" label={say('onlyTenant')}>
          <Input autoCapitalize="none" placeholder={say('allTenants')} />
        </Form.Item>
        <Form.Item name="password" label={say('firstPassword')} extra={say('firstPasswordNote')} rules={[{ required: true, min: leastPassword, message: say('passwordShort', { least: leastPassword }) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {problem && <ProblemView problem={problem} />}
      </Form>
    </Modal>
  );
}

function Account({ account }: { account: AdminAccount }) {
  const { say, sayMaybe } = useSpeech();
  const { admin } = useAdmin();
  return (
    <Card size="small">
      <Flex gap="small" wrap align="center" justify="space-between">
        <Flex gap="4px 10px" wrap align="center">
          <strong>{account.name}</strong>
          <Tag bordered={false} color={account.role === 'owner' ? 'volcano' : 'default'}>
            {sayMaybe('role', account.role)}
          </Tag>
          {account.tenant !== null && <Typography.Text type="secondary">{`${say('tenant')} ${account.tenant}`}</Typography.Text>}
          <Tag bordered={false} color={account.totp ? 'green' : 'orange'}>
            {say(account.totp ? 'totpOn' : 'totpOff')}
          </Tag>
          {account.disabled && <Tag bordered={false} color="red">{say('disabled')}</Tag>}
        </Flex>
        {!account.disabled && account.name !== admin.name && (
          <DeedButton
            label={say('disable')}
            danger
            reason={false}
            button={{ size: 'small' }}
            consequence={say('disableWill', { name: account.name })}
            done={say('disabledDone')}
            call={() => post(path`admins/${account.name}/disable`)}
          />
        )}
      </Flex>
    </Card>
  );
}

export default function Admins() {
  const { say } = useSpeech();
  const live = useLive<AdminList>('admins', 15_000);
  const [open, setOpen] = useState(false);
  return (
    <Page
      title={say('admins')}
      name={say('admins')}
      aside={<Age live={live} />}
      actions={
        <Button type="primary" onClick={() => setOpen(true)}>
          {say('newAdmin')}
        </Button>
      }
    >
      {open && <NewAdmin close={() => setOpen(false)} />}
      <LiveView live={live} what={say('admins')}>
        {({ admins }) => (
          <Space direction="vertical" size={6} className="whole">
            {admins.map((account) => (
              <Account key={account.name} account={account} />
            ))}
          </Space>
        )}
      </LiveView>
    </Page>
  );
}
