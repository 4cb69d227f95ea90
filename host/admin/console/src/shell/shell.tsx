// The frame of all pages: where one can go, which host this is, who is signed in.
import {
  AppstoreOutlined,
  AuditOutlined,
  CloudServerOutlined,
  DashboardOutlined,
  FlagOutlined,
  LogoutOutlined,
  MenuOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { App, Button, Drawer, Dropdown, Flex, Grid, Layout, Menu, Tag, Typography } from 'antd';
import { useState, type MouseEvent } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router-dom';
import { asProblem } from '../api/problem';
import { useAccess, useAdmin } from '../session';
import { useSpeech } from '../words';
import { Switches } from './switches';

const { Header, Sider, Content } = Layout;

function useWays() {
  const { say } = useSpeech();
  const { may } = useAdmin();
  const ways = [
    { to: '/', icon: <DashboardOutlined aria-hidden />, label: say('overview') },
    { to: '/campaigns', icon: <FlagOutlined aria-hidden />, label: say('campaigns') },
    { to: '/players', icon: <UserOutlined aria-hidden />, label: say('players') },
    { to: '/plugins', icon: <AppstoreOutlined aria-hidden />, label: say('plugins') },
    { to: '/host', icon: <CloudServerOutlined aria-hidden />, label: say('host') },
    { to: '/audit', icon: <AuditOutlined aria-hidden />, label: say('audit') },
  ];
  return may('owner') ? [...ways, { to: '/admins', icon: <TeamOutlined aria-hidden />, label: say('admins') }] : ways;
}

function Ways({ onGo }: { onGo?: () => void }) {
  const ways = useWays();
  const { say } = useSpeech();
  const { pathname } = useLocation();
  const here = ways.map(({ to }) => to).filter((to) => (to === '/' ? pathname === '/' : pathname.startsWith(to)));
  return (
    <nav aria-label={say('navigation')}>
      <Menu
        mode="inline"
        selectedKeys={here}
        onClick={onGo}
        items={ways.map(({ to, icon, label }) => ({ key: to, icon, label: <Link to={to}>{label}</Link> }))}
      />
    </nav>
  );
}

function Environment() {
  const { session } = useAdmin();
  const { say } = useSpeech();
  const name = session.host?.environment;
  if (name === undefined) return null;
  return (
    <Tag color={name.startsWith('prod') ? 'red' : 'default'} className="environment" title={say('environment')}>
      {name}
    </Tag>
  );
}

function Who() {
  const { admin } = useAdmin();
  const { signOut } = useAccess();
  const { say, sayMaybe } = useSpeech();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const leave = () =>
    signOut().catch((error: unknown) => void message.error(`${say('couldNotSignOut')}: ${asProblem(error).message}`));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'role',
            type: 'group',
            label: `${sayMaybe('role', admin.role)}${admin.tenant === null ? '' : ` · ${say('tenant')} ${admin.tenant}`}`,
          },
          { key: 'account', icon: <UserOutlined aria-hidden />, label: say('account') },
          { key: 'leave', icon: <LogoutOutlined aria-hidden />, label: say('signOut') },
        ],
        onClick: ({ key }) => (key === 'leave' ? void leave() : navigate('/account')),
      }}
    >
      <Button type="text" icon={<UserOutlined aria-hidden />} className="who" aria-label={say('signedInAs', { name: admin.name })}>
        <span className="who-name">{admin.name}</span>
      </Button>
    </Dropdown>
  );
}

// The address already says which page this is, so the link is followed by hand.
function toContent(event: MouseEvent) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

export function Shell() {
  const { say } = useSpeech();
  const wide = Grid.useBreakpoint().lg === true;
  const [open, setOpen] = useState(false);
  return (
    <Layout className="shell">
      <a href="#content" className="skip" onClick={toContent}>
        {say('skip')}
      </a>
      <Header className="top">
        <Flex align="center" gap={4}>
          {!wide && (
            <Button type="text" icon={<MenuOutlined aria-hidden />} aria-label={say('menu')} aria-expanded={open} onClick={() => setOpen(true)} />
          )}
          <Link to="/" className="brand" aria-label="Fairground">
            <img src="./icon.svg" alt="" width={24} height={24} />
            <Typography.Text strong className="brand-name">
              Fairground
            </Typography.Text>
          </Link>
          <Environment />
        </Flex>
        <Flex align="center">
          <Switches />
          <Who />
        </Flex>
      </Header>
      <Layout>
        {wide && (
          <Sider width={200} theme="light" className="side">
            <Ways />
          </Sider>
        )}
        {!wide && (
          <Drawer placement="left" width={260} open={open} onClose={() => setOpen(false)} title="Fairground">
            <Ways onGo={() => setOpen(false)} />
          </Drawer>
        )}
        <Content className="content" id="content" tabIndex={-1} role="main">
          <Outlet />
        </Content>
      </Layout>
    </Layout>
  );
}
