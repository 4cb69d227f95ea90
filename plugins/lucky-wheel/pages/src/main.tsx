import '@fairground/web/ui/all.css';
import '../style/theme.css';
import '../style/header.css';
import '../style/wheel.css';
import '../style/sheets.css';
import '../style/lists.css';
import { Client, campaignOf } from '@fairground/web';
import { mount } from '@fairground/web/ui';
import { Game } from './game';
import { Page } from './view/page';
import { words } from './words';

mount(new Game(new Client(campaignOf(window.location.pathname))), words, Page);
