// The service that a product team would write for the same wheel: fastify, mysql2, ioredis; sessions in Redis under a
// signed token, one transaction per spin. Settings come as environment variables:
//   PORT, PROCESSES, DATABASE_SOCKET, REDIS_PORT, CAMPAIGN (its number in the tables)
import cluster from 'node:cluster';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { Conflict, spin } from './spin.mjs';

const PROCESSES = Number(process.env.PROCESSES);
const CONNECTIONS = 32; // to the database, of all processes together
const SESSION_SECONDS = 7 * 24 * 3600;

const sign = (id) => createHmac('sha256', process.env.SECRET).update(id).digest();

/** The session's id, or null for a token that is not ours. */
function sessionOf(authorization) {
    const [id, mac] = authorization?.startsWith('Bearer ') ? authorization.slice(7).split('.') : [];
    if (!id || !mac) return null;
    const given = Buffer.from(mac, 'base64url');
    const expected = sign(id);
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

async function serve() {
    const redis = new Redis({ host: '127.0.0.1', port: Number(process.env.REDIS_PORT), enableAutoPipelining: true });
    const pool = mysql.createPool({
        socketPath: process.env.DATABASE_SOCKET,
        user: 'root',
        database: 'fairground',
        connectionLimit: CONNECTIONS / PROCESSES,
        maxIdle: CONNECTIONS / PROCESSES,
    });
    pool.on('connection', (connection) => connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'));
    const app = Fastify({ keepAliveTimeout: 75_000 });

    app.setErrorHandler((error, request, reply) => {
        const status = error instanceof Conflict ? 409 : (error.statusCode ?? 500);
        if (status >= 500) console.error(error);
        return reply.code(status).send({ title: error.message, status });
    });
    app.decorateRequest('player', null);
    const authenticate = async (request, reply) => {
        const id = sessionOf(request.headers.authorization);
        const session = id && (await redis.get(`session:${id}`));
        if (!session) return reply.code(401).send({ title: 'log in first', status: 401 });
        request.player = JSON.parse(session).player;
    };

    app.get('/readyz', async () => {
        await Promise.all([pool.query('SELECT 1'), redis.ping()]);
        return { status: 'ready' };
    });
    const login = { type: 'object', required: ['player'], properties: { player: { type: 'string', pattern: '^[A-Za-z0-9._@-]{1,64}$' } } };
    app.post('/api/v1/sessions', { schema: { body: login } }, async (request, reply) => {
        const id = randomBytes(16).toString('base64url');
        await redis.set(`session:${id}`, JSON.stringify({ player: request.body.player }), 'EX', SESSION_SECONDS);
        return reply.code(201).send({ token: `${id}.${sign(id).toString('base64url')}` });
    });
    const turn = {
        body: { type: 'object', additionalProperties: false, properties: { item: { type: 'string', maxLength: 48, default: 'points-10' } } },
        headers: { type: 'object', required: ['idempotency-key'], properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 128 } } },
    };
    app.post('/api/v1/campaigns/bench/actions/spin', { schema: turn, preHandler: authenticate }, async (request, reply) => {
        const { answer, replayed } = await spin(pool, request.player, request.headers['idempotency-key'], request.body.item);
        if (replayed) reply.header('Idempotency-Replayed', 'true');
        return answer;
    });
    await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
}

if (PROCESSES > 1 && cluster.isPrimary) {
    for (let i = 0; i < PROCESSES; ++i) cluster.fork();
    cluster.on('exit', () => process.exit(1));
    process.on('SIGTERM', () => process.exit(0));
} else {
    process.on('SIGTERM', () => process.exit(0));
    await serve();
}
