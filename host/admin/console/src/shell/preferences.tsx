// Language and colours: what the admin chose, else what browser and system say.
import { preferredLanguage, rememberLanguage, type Language } from '@fairground/web/i18n';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Colours = 'system' | 'light' | 'dark';

export interface Preferences {
  language: Language;
  colours: Colours;
  dark: boolean;
  setLanguage: (language: Language) => void;
  setColours: (colours: Colours) => void;
}

const store = {
  get: (key: string) => localStorage.getItem(key),
  set: (key: string, value: string) => localStorage.setItem(key, value),
  remove: (key: string) => localStorage.removeItem(key),
};
const coloursPlace = 'fairground.console.colours';
const night = matchMedia('(prefers-color-scheme: dark)');

function chosenColours(): Colours {
  const chosen = store.get(coloursPlace);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

const Context = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (preferences === null) throw new Error('usePreferences outside of <PreferencesOf>');
  return preferences;
}

export function PreferencesOf({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() => preferredLanguage(store, navigator.languages));
  const [colours, setColours] = useState(chosenColours);
  const [systemDark, setSystemDark] = useState(night.matches);
  useEffect(() => {
    const changed = () => setSystemDark(night.matches);
    night.addEventListener('change', changed);
    return () => night.removeEventListener('change', changed);
  }, []);
  const dark = colours === 'dark' || (colours === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.dataset['colours'] = dark ? 'dark' : 'light';
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [dark, language]);
  const value = useMemo<Preferences>(
    () => ({
      language,
      colours,
      dark,
      setLanguage: (chosen) => {
        rememberLanguage(store, chosen);
        setLanguage(chosen);
      },
      setColours: (chosen) => {
        store.set(coloursPlace, chosen);
        setColours(chosen);
      },
    }),
    [language, colours, dark],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
