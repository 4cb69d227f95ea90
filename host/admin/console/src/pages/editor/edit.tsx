// A new revision of a campaign, beginning with one that is there.
import { Skeleton } from 'antd';
import { useParams, useSearchParams } from 'react-router-dom';
import { path } from '../../api/client';
import { useLive } from '../../api/live';
import type { Campaign, RevisionWithText } from '../../api/types';
import { ProblemView } from '../../common/problem_view';
import { useSpeech } from '../../words';
import { Editor } from './editor';
import { readable } from './yaml_text';

export default function Edit() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const { say } = useSpeech();
  const asked = search.get('from');
  const campaign = useLive<Campaign>(path`campaigns/${id}`, 0, asked === null);
  const number = asked === null ? campaign.data?.revision : Number(asked);
  const revision = useLive<RevisionWithText>(path`campaigns/${id}/revisions/${number ?? 0}`, 0, number !== undefined && number !== null);
  const problem = campaign.error ?? revision.error;
  if (problem !== null) {
    const again = () => void (campaign.error ? campaign : revision).refetch();
    return <ProblemView problem={problem} what={say('couldNotRead', { what: id })} again={again} />;
  }
  if (revision.data === undefined) return <Skeleton active />;
  return <Editor key={`${id}/${number}`} id={id} from={revision.data.number} yaml={readable(revision.data.yaml)} />;
}
