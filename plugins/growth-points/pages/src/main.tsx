import '@fairground/web/ui/all.css';
import '../style/theme.css';
import '../style/level.css';
import '../style/lists.css';
import { Client, campaignOf } from '@fairground/web';
import { mount } from '@fairground/web/ui';
import { Growth } from './growth';
import { Page } from './view/page';
import { words } from './words';

mount(new Growth(new Client(campaignOf(window.location.pathname))), words, Page);
