import '@fairground/web/ui/all.css';
import '../style/theme.css';
import '../style/calendar.css';
import '../style/streak.css';
import '../style/sheets.css';
import { Client, campaignOf } from '@fairground/web';
import { mount } from '@fairground/web/ui';
import { Desk } from './desk';
import { Page } from './view/page';
import { words } from './words';

mount(new Desk(new Client(campaignOf(window.location.pathname))), words, Page);
