import { createRoot } from 'react-dom/client';
import { Console } from './app';
import './style.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<Console />);
