// How many players: a slider whose scale gives small shares as much room as large ones, and a field for the exact figure.
import { Flex, InputNumber, Slider } from 'antd';
import { useSpeech } from '../../words';
import { exact, fromScale, inSteps, toScale } from './share';

const marks = Object.fromEntries([-2, -1, 0, 1, 2].map((at) => [at, `${10 ** at} %`]));

interface Shown {
  share: number;
  onChange: (share: number) => void;
  disabled?: boolean;
}

export function ShareSlider({ share, onChange, disabled = false }: Shown) {
  const { say, percent } = useSpeech();
  return (
    <Flex gap="large" align="center" wrap className="share">
      <div className="share-slider">
        <Slider
          min={-2}
          max={2}
          step={0.01}
          marks={marks}
          disabled={disabled}
          value={toScale(share)}
          onChange={(at) => onChange(exact(fromScale(at)))}
          tooltip={{ formatter: (at) => (at === undefined ? '' : percent(exact(fromScale(at)))) }}
          ariaLabelForHandle={say('shareOfPlayers')}
          ariaValueTextFormatterForHandle={(at) => percent(exact(fromScale(at)))}
        />
      </div>
      <InputNumber
        aria-label={say('shareOfPlayers')}
        min={0.01}
        max={100}
        step={0.01}
        precision={2}
        disabled={disabled}
        value={Number((share * 100).toFixed(2))}
        onChange={(value) => value !== null && onChange(exact(inSteps(value / 100)))}
        addonAfter="%"
        className="share-field"
      />
    </Flex>
  );
}
