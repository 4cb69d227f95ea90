// The pictures of a simulation: prizes by day, cost by day, when stock runs out, odds drawn against odds published.
import { Flex, Typography } from 'antd';
import type { Simulation } from '../../api/types';
import { Chart } from '../../common/chart';
import { useSpeech } from '../../words';
import { costByDay, oddsPicture, prizesByDay, soldOut } from './options';

export default function Pictures({ report }: { report: Simulation }) {
  const { say } = useSpeech();
  const limited = report.prizes.filter(({ sold_out }) => sold_out.days !== null);
  const withOdds = report.prizes.filter(({ odds }) => odds !== null);
  const pictures = [
    { key: 'prizes', title: say('picturePrizes'), option: prizesByDay(report, say('day')), height: 280 },
    report.cost && { key: 'cost', title: say('pictureCost', { unit: report.cost.unit }), option: costByDay(report, say), height: 280 },
    limited.length > 0 && { key: 'sold', title: say('pictureSoldOut'), option: soldOut(report, say('day')), height: 80 + limited.length * 36 },
    withOdds.length > 0 && { key: 'odds', title: say('pictureOdds'), option: oddsPicture(report, say), height: 90 + withOdds.length * 44 },
  ];
  return (
    <div className="pictures">
      {pictures.map(
        (picture) =>
          picture && (
            <Flex vertical key={picture.key} component="figure" className="picture">
              <Typography.Text strong>{picture.title}</Typography.Text>
              <Chart option={picture.option} height={picture.height} label={picture.title} />
            </Flex>
          ),
      )}
    </div>
  );
}
