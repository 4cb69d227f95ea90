// SPDX-License-Identifier: MIT
//
// What browsers have and Node.js 18 (Debian 12) has not yet.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto as Crypto;
