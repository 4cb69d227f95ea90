import '../style/base.css';
import '../style/header.css';
import '../style/controls.css';
import '../style/wheel.css';
import '../style/sheets.css';
import '../style/lists.css';
import { Client, campaignOf } from '@fairground/web';
import { render } from 'preact';
import { Game } from './game';
import { App } from './view/app';

const game = new Game(new Client(campaignOf(window.location.pathname)));
render(<App game={game} />, document.getElementById('app')!);
void game.load();
