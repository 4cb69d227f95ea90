# Draws curves.dat of the working folder. Run by the case curves.
set terminal svg size 800,500 background "white" font "sans-serif,13"
set logscale x 2
set xlabel "connections that ask again as soon as they have their answer"
set xrange [1:512]
set grid
set key left top

set output "throughput.svg"
set title "Durable spins a second"
set yrange [0:*]
plot "curves.dat" using 1:2 with linespoints linewidth 2 title "Fairground", \
     "curves.dat" using 1:5 with linespoints linewidth 2 title "Node.js, one transaction per spin"

set output "batch.svg"
set title "Spins in one transaction of Fairground"
plot "curves.dat" using 1:4 with linespoints linewidth 2 notitle

set output "p99.svg"
set title "p99 of a spin, ms"
set logscale y
set yrange [*:*]
plot "curves.dat" using 1:3 with linespoints linewidth 2 title "Fairground", \
     "curves.dat" using 1:6 with linespoints linewidth 2 title "Node.js, one transaction per spin"
