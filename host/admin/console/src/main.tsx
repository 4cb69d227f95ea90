import { createRoot } from 'react-dom/client';
import { watchHands } from './api/hands';
import { Console } from './app';
import './style.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
watchHands(window);
createRoot(root).render(<Console />);
