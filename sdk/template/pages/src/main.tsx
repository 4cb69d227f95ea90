import { Client, campaignOf, preferredLanguage, browserStore } from '@fairground/web';
import { render } from 'preact';
import { App } from './app';

const language = preferredLanguage(browserStore(), navigator.languages);
const client = new Client(campaignOf(window.location.pathname));
document.documentElement.lang = language;
render(<App client={client} language={language} />, document.getElementById('app')!);
