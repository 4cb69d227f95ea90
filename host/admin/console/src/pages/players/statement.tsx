// The lines of a player's accounts, newest first, page by page.
import { Button, Card, Flex, Select, Space, Table, Typography, type TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { get, path, query } from '../../api/client';
import { useLive } from '../../api/live';
import type { Entries, Entry } from '../../api/types';
import { useCall } from '../../common/deed';
import { LiveView } from '../../common/live_view';
import { ProblemView } from '../../common/problem_view';
import { useSpeech } from '../../words';

interface Whose {
  tenant: string;
  player: string;
  currencies: readonly string[];
}

export function Statement({ tenant, player, currencies }: Whose) {
  const { say, number, time } = useSpeech();
  const [currency, setCurrency] = useState(currencies[0] ?? '');
  const [older, setOlder] = useState<Entry[]>([]);
  const [next, setNext] = useState<string | null | undefined>(undefined);
  const { busy, problem, run } = useCall();
  const address = path`players/${tenant}/${player}/entries`;
  const live = useLive<Entries>(address + query({ currency }), 10_000);
  useEffect(() => {
    setOlder([]);
    setNext(undefined);
  }, [currency, live.dataUpdatedAt]); // the first page moved: what followed it must be asked for anew
  const more = async (cursor: string) => {
    const page = await run(() => get<Entries>(address + query({ currency, cursor })));
    if (page === undefined) return;
    setOlder((seen) => [...seen, ...page.entries]);
    setNext(page.next ?? null);
  };
  const columns: TableColumnsType<Entry> = [
    {
      title: say('when'),
      key: 'when',
      render: (_, { at, reason, action, campaign }) => (
        <>
          {time(at)}
          <div className="form-note">{[reason, action === reason ? '' : action, campaign].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    {
      title: say('amount'),
      key: 'amount',
      align: 'right',
      render: (_, { amount, currency: of }) => (
        <Typography.Text type={amount < 0 ? 'danger' : 'success'}>{`${amount > 0 ? '+' : ''}${number(amount)} ${of}`}</Typography.Text>
      ),
    },
    { title: say('balance'), dataIndex: 'balance_after', align: 'right', render: (balance: number) => number(balance) },
  ];
  return (
    <Card
      size="small"
      title={say('statement')}
      extra={
        <Select
          aria-label={say('currency')}
          value={currency}
          onChange={setCurrency}
          popupMatchSelectWidth={false}
          options={currencies.map((value) => ({ value, label: value }))}
        />
      }
    >
      <LiveView live={live} what={say('statement')}>
        {(first) => {
          const further = next === undefined ? first.next : next;
          return (
            <Space direction="vertical" className="whole">
              <Table
                rowKey="id"
                size="small"
                columns={columns}
                dataSource={[...first.entries, ...older]}
                pagination={false}
                locale={{ emptyText: say('noEntries') }}
              />
              {problem && <ProblemView problem={problem} />}
              {further && (
                <Flex>
                  <Button loading={busy} onClick={() => void more(further)}>
                    {say('older')}
                  </Button>
                </Flex>
              )}
            </Space>
          );
        }}
      </LiveView>
    </Card>
  );
}
