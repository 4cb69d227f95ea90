// Language and colours, to be chosen anywhere.
import { BulbOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useSpeech } from '../words';
import { usePreferences, type Colours } from './preferences';

export function Switches() {
  const { say } = useSpeech();
  const { language, setLanguage, colours, setColours } = usePreferences();
  const names: Record<Colours, string> = { system: say('coloursSystem'), light: say('coloursLight'), dark: say('coloursDark') };
  return (
    <>
      <Button
        type="text"
        icon={<GlobalOutlined aria-hidden />}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'EN' : '中文'}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [colours],
          items: Object.entries(names).map(([key, label]) => ({ key, label })),
          onClick: ({ key }) => setColours(key as Colours),
        }}
      >
        <Button type="text" icon={<BulbOutlined aria-hidden />} aria-label={say('colours', { chosen: names[colours] })} />
      </Dropdown>
    </>
  );
}
