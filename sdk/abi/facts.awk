# SPDX-License-Identifier: MIT
#
# Prints what a version of abi.h promises, one fact per line: every constant, every typedef, every field of a struct with
# its place and full type. Two headers can then be compared line by line, whatever their comments and layout.

{ text = text $0 "\n" }

END {
    text = without_comments(text)
    gsub(/\\\n/, " ", text)
    count = split(text, lines, "\n")
    text = ""
    for (i = 1; i <= count; ++i) {
        if (lines[i] ~ /^#define [A-Z_]+[ (]/) print "constant " tidy(substr(lines[i], 9))
        else if (lines[i] !~ /^#/) text = text " " lines[i]
    }
    gsub(/extern "C" \{/, "", text)
    while (match(text, /[^;{}]*(\{[^{}]*\}[^;{}]*)?;/)) {
        declaration(tidy(substr(text, RSTART, RLENGTH - 1)))
        text = substr(text, RSTART + RLENGTH)
    }
}

function without_comments(from,    start, stop) {
    while ((start = index(from, "/*")) > 0) {
        stop = index(substr(from, start), "*/")
        from = substr(from, 1, start - 1) " " substr(from, start + stop + 1)
    }
    return from
}

# One way of writing spaces.
function tidy(words) {
    gsub(/[ \t\n]+/, " ", words)
    gsub(/ ?[(] ?/, "(", words)
    gsub(/ ?[)]/, ")", words)
    gsub(/ ?, ?/, ", ", words)
    gsub(/^ | $/, "", words)
    return words
}

function declaration(words,    name, body, parts, count, i) {
    body = words
    sub(/^[^{]*\{ ?/, "", body)
    sub(/ ?[,;]? ?\}.*$/, "", body)
    if (words ~ /^enum \{/) {
        count = split(body, parts, ", ")
        for (i = 1; i <= count; ++i) print "constant " parts[i]
    } else if (words ~ /^typedef struct [a-z0-9_]+ \{/) {
        name = words
        sub(/^typedef struct /, "", name)
        sub(/ .*/, "", name)
        count = split(body, parts, /; ?/)
        for (i = 1; i <= count; ++i) print "field " i " of " name ": " parts[i]
        # A struct that says its size may grow at its end; any other is passed by value and is what it is.
        if (body !~ /uint32_t size/) print "fields of " name ": " count
    } else {
        print "declaration " words
    }
}
