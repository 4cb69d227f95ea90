// One player: what the host knows, the statement of accounts, and a correction.
import { Card, Descriptions, Empty, Flex, Form, Input, Button, Space, Statistic } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { path } from '../../api/client';
import { useLive } from '../../api/live';
import type { Player } from '../../api/types';
import { Age, LiveView } from '../../common/live_view';
import { Page } from '../../common/page';
import { ProblemView } from '../../common/problem_view';
import { useAdmin } from '../../session';
import { useSpeech } from '../../words';
import { Adjustment } from './adjustment';
import { Statement } from './statement';

function Search({ tenant, player }: { tenant: string; player: string }) {
  const { say } = useSpeech();
  const { admin } = useAdmin();
  const navigate = useNavigate();
  const go = (asked: { tenant: string; player: string }) =>
    navigate(`/players/${encodeURIComponent(asked.tenant.trim())}/${encodeURIComponent(asked.player.trim())}`);
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  return (
    <Form
      layout="inline"
      key={`${tenant}/${player}`}
      initialValues={{ tenant: tenant || (admin.tenant ?? 'default'), player }}
      onFinish={go}
      className="search"
      requiredMark={false}
    >
      <Form.Item name="tenant" label={say('tenant')} rules={needed}>
        <Input disabled={admin.tenant !== null} autoCapitalize="none" />
      </Form.Item>
      <Form.Item name="player" label={say('player')} rules={needed}>
        <Input autoFocus={player === ''} autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {say('lookUp')}
      </Button>
    </Form>
  );
}

function Found({ player }: { player: Player }) {
  const { say, number, time } = useSpeech();
  const campaigns = player.campaigns.map(({ id }) => id);
  return (
    <Space direction="vertical" size="middle" className="whole">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, lg: 3 }}
        items={[
          { key: 'tenant', label: say('tenant'), children: player.tenant },
          { key: 'version', label: say('changesSoFar'), children: number(player.version) },
          { key: 'campaigns', label: say('campaigns'), children: campaigns.join(', ') || '–' },
        ]}
      />
      {player.accounts.length === 0 && <Empty description={say('noAccounts')} />}
      <div className="figures">
        {player.accounts.map(({ currency, balance, expiring }) => (
          <Card size="small" key={currency}>
            <Statistic title={currency} value={number(balance)} />
            {expiring[0] && <small>{say('expires', { amount: number(expiring[0].amount), at: time(expiring[0].expires_at) })}</small>}
          </Card>
        ))}
      </div>
      {player.accounts.length > 0 && (
        <Statement tenant={player.tenant} player={player.player} currencies={player.accounts.map(({ currency }) => currency)} />
      )}
    </Space>
  );
}

function Look({ tenant, player }: { tenant: string; player: string }) {
  const { say } = useSpeech();
  const { may } = useAdmin();
  const live = useLive<Player>(path`players/${tenant}/${player}`, 10_000);
  if (live.error?.code === 'no_such_player') return <ProblemView problem={live.error} what={say('noSuchPlayer', { player, tenant })} />;
  return (
    <Space direction="vertical" size="middle" className="whole">
      <Flex gap="small" wrap align="center">
        {may('operator') && live.data && <Adjustment player={live.data} />}
        <Age live={live} />
      </Flex>
      <LiveView live={live} what={say('playerNamed', { player })}>
        {(found) => <Found player={found} />}
      </LiveView>
    </Space>
  );
}

export default function Players() {
  const { tenant = '', player = '' } = useParams();
  const { say } = useSpeech();
  const title = player === '' ? say('players') : say('playerNamed', { player });
  return (
    <Page title={title} name={title}>
      <Search tenant={tenant} player={player} />
      {player !== '' && <Look key={`${tenant}/${player}`} tenant={tenant} player={player} />}
    </Page>
  );
}
