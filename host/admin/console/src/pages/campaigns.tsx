// All campaigns, found by name or state.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import type { Campaign } from '../api/types';
import { Age } from '../common/live_view';
import { Page } from '../common/page';
import { useAdmin } from '../session';
import { useSpeech } from '../words';
import { CampaignTable, useCampaigns } from './campaigns_table';

const states = ['open', 'paused', 'not_started', 'ended', 'quarantined'];

export default function Campaigns() {
  const { say, sayMaybe, text } = useSpeech();
  const { may } = useAdmin();
  const live = useCampaigns();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const status = search.get('status');
  const wanted = (campaign: Campaign) =>
    (status === null || campaign.status === status) &&
    `${campaign.id} ${text(campaign.title)} ${campaign.tenant} ${campaign.plugin}`.toLowerCase().includes(words.toLowerCase());
  return (
    <Page
      title={say('campaigns')}
      name={say('campaigns')}
      aside={<Age live={live} />}
      actions={
        may('operator') && (
          <Link to="/campaigns/new">
            <Button type="primary" icon={<PlusOutlined aria-hidden />}>
              {say('newCampaign')}
            </Button>
          </Link>
        )
      }
    >
      <Flex gap="small" wrap>
        <Input.Search
          allowClear
          className="find"
          placeholder={say('findCampaign')}
          aria-label={say('findCampaign')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Select
          className="choose"
          aria-label={say('state')}
          value={status ?? ''}
          onChange={(chosen) => setSearch(chosen === '' ? {} : { status: chosen }, { replace: true })}
          options={[{ value: '', label: say('anyState') }, ...states.map((value) => ({ value, label: sayMaybe('status', value) }))]}
        />
      </Flex>
      <CampaignTable wanted={wanted} />
    </Page>
  );
}
