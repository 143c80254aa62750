/* planforge site search: the engine (PFSearch) and its two faces, a quick dialog and a results page.
 *
 * Works from file:// and from any static server: the data are scripts that set window.PF_DATA, loaded when the
 * search is first used, and nothing is ever requested from elsewhere. Text from the data reaches the page only
 * through textContent. docs/adr/0006-search.md says why it is built so.
 */
(function (root) {
  "use strict";

  /* ------------------------------------------------------------------ engine: text */

  /** Return the form in which texts are compared: NFKC, lower case, each run of white space one space. */
  const normalise = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");

  /** Like normalise(), without white space. */
  const tight = (text) => normalise(text).replaceAll(" ", "");

  /** Like normalise(), but line ends part blocks and stay. */
  const normaliseBlocks = (text) => text.split("\n").map(normalise).join("\n");

  const SEGMENT = /\n|[^\S\n]+|\P{M}\p{M}*|\p{M}+/gu;

  /** Normalise a text and remember, for each character of the result, where it came from. */
  function traced(text) {
    const pieces = [], from = [], to = [];
    for (const match of text.matchAll(SEGMENT)) {
      const piece = match[0] === "\n" ? "\n" : normalise(match[0]);
      pieces.push(piece);
      for (let i = 0; i < piece.length; i++) {
        from.push(match.index);
        to.push(match.index + match[0].length);
      }
    }
    return { text: pieces.join(""), from, to };
  }

  /** Return a byte per character of the original text: 1 where one of the needles covers it. */
  function coverage(text, needles) {
    const on = new Uint8Array(text.length);
    const { text: plain, from, to } = traced(text);
    for (const needle of needles) {
      for (let at = plain.indexOf(needle); at >= 0; at = plain.indexOf(needle, at + 1)) {
        on.fill(1, from[at], to[at + needle.length - 1]);
      }
    }
    return on;
  }

  /** Cut text[start, end) into [string, isHit] pieces; line ends show as spaces. */
  function pieces(text, on, start, end) {
    const out = [];
    for (let i = start; i < end;) {
      let j = i + 1;
      while (j < end && on[j] === on[i]) j++;
      out.push([text.slice(i, j).replace(/\n/g, " "), on[i] === 1]);
      i = j;
    }
    return out;
  }

  const EXCERPT_CHARS = 120, LEAD_CHARS = 24;

  /** Return the stretch of the text with the most marked characters, or that at its beginning, as pieces. */
  function excerpt(text, needles, isBeginning) {
    const on = coverage(text, needles);
    let marked = 0, best = 0, start = 0;
    for (let end = 0; end < text.length; end++) {
      marked += on[end];
      if (end >= EXCERPT_CHARS - LEAD_CHARS) marked -= on[end - EXCERPT_CHARS + LEAD_CHARS];
      if (marked > best && !isBeginning) {
        best = marked;
        start = end - EXCERPT_CHARS + LEAD_CHARS + 1;
      }
    }
    start = Math.max(0, start);
    while (best && !on[start]) start++;
    start = Math.max(0, start - LEAD_CHARS);
    if (text.length - start < EXCERPT_CHARS) start = Math.max(0, text.length - EXCERPT_CHARS);
    const isInsidePair = (at) => at > 0 && at < text.length && text.codePointAt(at - 1) > 0xffff;
    if (isInsidePair(start)) start--;
    let end = Math.min(text.length, start + EXCERPT_CHARS);
    if (isInsidePair(end)) end++;
    const out = pieces(text, on, start, end);
    if (start > 0) out.unshift(["…", false]);
    if (end < text.length) out.push(["…", false]);
    return out;
  }

  /* ------------------------------------------------------------------ engine: index */

  const EXACT = 3, ALL_TERMS = 2, RELATED = 1;
  const HEADING_WEIGHT = 4, TITLE_WEIGHT = 2.5, LETTER_WEIGHT = 0.2, K1 = 1.2, B = 0.5;
  const OTHERS_SHARE = 0.3, TOPIC_LIFT = 1.5, KIND_LIFT = 1.25, TOPIC_PLANS = 0.4;
  const ASIDE_SHARE = 0.4, RELATED_SHARE = 0.25, RELATED_LEAST = 10, RELATED_MAX = 200, POSTINGS_KEPT = 4000;
  const NEAR_CHARS = 120, NEAR_SHARE = 0.5, NEAR_LOOKED = 50, REPEAT_SHARE = 0.85, REPEATS_LOOKED = 40, ENOUGH_MET = 0.6, LETTER_WORD_WEIGHT = 0.6;

  const LATIN = /[a-z0-9.]/, LETTER = /^[a-z]$/, RULE_ID = /^[a-z]{2,5}\d{3}$/;
  const DIGITS = "零一二三四五六七八九", UNITS = { 十: 10, 百: 100, 千: 1000 };
  const LEVELS = ["i", "ii", "iii", "iv"];
  const LEVEL = /(?<![\da-z.零一二两三四五六七八九十百])(?:(iv|i{1,3})|([1-4])|([一二三四])) ?级(?!别|联|风|大风|台风|地震|(?:及|或|和)?以[上下])/gu;
  const COUNTED = /^[零一二两三四五六七八九十百千万]+(?=个?(人|户|名|岁|毫米|厘米|公里|米|小时|分钟|天|吨|级风|个))/u;

  /** Return the number that Chinese numerals such as 一百二十 mean. */
  function numberOf(numerals) {
    let total = 0, part = 0, digit = 0;
    for (const sign of numerals.replace(/两/gu, "二")) {
      if (DIGITS.includes(sign)) digit = DIGITS.indexOf(sign);
      else if (sign === "万") [total, part, digit] = [(total + part + digit || 1) * 10000, 0, 0];
      else [part, digit] = [part + (digit || 1) * UNITS[sign], 0];
    }
    return total + part + digit;
  }

  /** Return the most that distinct concepts weigh together within one stretch of a text; spots are [place, concept]. */
  function nearest(spots, weigh) {
    const inside = new Map();
    let most = 0, sum = 0, start = 0;
    spots.sort((a, b) => a[0] - b[0]);
    for (const [at, concept] of spots) {
      if (!inside.get(concept)) sum += weigh(concept);
      inside.set(concept, (inside.get(concept) || 0) + 1);
      for (; at - spots[start][0] > NEAR_CHARS; start++) {
        const left = inside.get(spots[start][1]) - 1;
        inside.set(spots[start][1], left);
        if (!left) sum -= weigh(spots[start][1]);
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /** Return the ranks of the response levels, 1 for the highest, that a normalised text names in whatever spelling. */
  const levelsIn = (text) => [...text.matchAll(LEVEL)].map(([, roman, figure, numeral]) =>
    roman ? LEVELS.indexOf(roman) + 1 : figure ? Number(figure) : DIGITS.indexOf(numeral));

  /** The ways to write a level, the official one first; of them only whole ones are looked for, or else ii is in iii. */
  const spellingsOf = (rank) => [[LEVELS[rank - 1] + "级", 1], [DIGITS[rank] + "级", 0.9], [rank + "级", 0.9]];

  /** Return a text as names are compared: without white space, levels in the official spelling. */
  const nameKey = (text) => tight(text).replace(LEVEL, (found) => spellingsOf(levelsIn(found)[0])[0][0]);

  /** Yield where a needle stands in a text; if it begins with a letter or digit, it must begin a word or number there. */
  function* places(text, needle, isWord) {
    const isBounded = isWord && LATIN.test(needle[0]);
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      if (!isBounded || at === 0 || !LATIN.test(text[at - 1])) yield at;
    }
  }

  const stands = (text, needle, isWord) => !places(text, needle, isWord).next().done;

  /** Whether a text is nothing but some of the words, one after the other. */
  function isMadeOf(text, words) {
    const reached = new Set([0]);
    for (const at of reached) for (const word of words) if (text.startsWith(word, at)) reached.add(at + word.length); // a set grows while it is read
    return reached.has(text.length);
  }

  class Index {
    /** @param data The manifest with all its parts, as search.py writes them. */
    constructor(data) {
      this.data = data;
      this.pages = data.parts.flat();
      this.sections = [];
      this.firstOfPage = [];
      const texts = [], starts = [], headingEnds = [];
      let at = 0;
      this.pages.forEach((page, number) => {
        this.firstOfPage.push(this.sections.length);
        for (const [heading, anchor, text, tags] of page[3]) {
          const plain = normaliseBlocks(heading) + "\n" + normaliseBlocks(text) + "\n";
          this.sections.push({ number, heading, anchor, text, tags: tags || page[2] });
          starts.push(at);
          headingEnds.push(at + plain.indexOf("\n"));
          texts.push(plain);
          at += plain.length;
        }
      });
      this.firstOfPage.push(this.sections.length);
      starts.push(at);
      this.text = texts.join("");
      this.starts = Int32Array.from(starts);
      this.headingEnds = Int32Array.from(headingEnds);
      this.titles = this.pages.map((page) => normalise(page[0]));
      this.size = this.sections.length;
      const kinds = data.facets.indexOf("kind");
      const names = new Map(Object.entries(data.kinds || {}));
      this.kindTag = new Map();
      this.planTags = [];
      data.tags.forEach(([facet, value], tag) => {
        if (facet === kinds) for (const [kind, name] of names) if (name === value) this.kindTag.set(kind, tag);
        if (data.facets[facet] === "plan") this.planTags.push([tag, normalise(value)]);
      });
      const planNames = new Set(this.planTags.map(([, name]) => name));
      this.isPlanNamed = this.sections.map(({ heading }) => planNames.has(normalise(heading)));
      this.shares = new Map(Object.entries(data.shares || {}).map(([kind, share]) => [this.kindTag.get(kind), share]));
      this.asideTags = new Set(data.tags.flatMap(([facet, value], tag) => facet === kinds && (data.aside || []).includes(value) ? [tag] : []));
      this.meanLength = at / Math.max(1, this.size);
      this.weightOf = new Float32Array(this.size);
      this.others = new Float64Array(this.size);
      this.kept = new Map();
      this.readWords(data.words || {});
      this.readNames(data.names || {});
      this.levels = this.sections.map(({ tags }, id) => {
        const named = levelsIn(this.headingOf(id));
        return named.length ? named : tags.filter((tag) => data.facets[data.tags[tag][0]] === "level").flatMap((tag) => levelsIn(normalise(data.tags[tag][1])));
      });
    }

    /** Keep under each registered name, without spaces, the first sections of the pages of what is called so. */
    readNames(names) {
      const pageAt = new Map(this.pages.map((page, number) => [page[1], number]));
      this.named = new Map();
      for (const [url, own] of Object.entries(names)) {
        if (!pageAt.has(url)) continue;
        const id = this.firstOfPage[pageAt.get(url)];
        for (const name of own.map(nameKey)) this.named.set(name, [...(this.named.get(name) || []), id]);
      }
    }

    /**
     * Return the sections that a query asks for by name: a registered name, or that of a level, with nothing beside it
     * but words that ask how to reach somebody (电话, 谁值班) or say what it is (响应).
     */
    askedByName(query) {
      const asked = nameKey(query);
      const ids = [];
      for (const [name, own] of this.named) for (const at of places(asked, name, true)) {
        const isOnlyReach = [asked.slice(0, at), asked.slice(at + name.length)].every((rest) => isMadeOf(rest.replace(/[\p{P}\p{S}]/gu, ""), this.reach));
        if (isOnlyReach) ids.push(...own);
      }
      return new Set(ids);
    }

    readWords(words) {
      this.particles = new Set(normalise(words.particles || ""));
      this.phrases = new Map();
      for (const stop of words.stop || []) this.phrases.set(normalise(stop), []);
      for (const [phrase, others] of Object.entries(words.intents || {})) {
        this.phrases.set(normalise(phrase), others.map((other) => [normalise(other), 0.5]));
      }
      for (const [phrase, others] of Object.entries(words.synonyms || {})) {
        const key = normalise(phrase);
        this.phrases.set(key, [[key, 1], ...others.map((other) => [normalise(other), 0.9])]);
      }
      this.reach = (words.reach || []).map(tight);
      this.implied = normalise(words.implied || "");
      this.kindHints = Object.entries(words.kinds || {}).map(([phrase, wanted]) => [normalise(phrase), wanted]);
      this.longestPhrase = Math.max(0, ...[...this.phrases.keys()].map((phrase) => phrase.length));
    }

    /**
     * Return where a needle occurs: section numbers and how much each is about it, by BM25 over weighted fields.
     * Only counts in the text are set against its length. Kept for the next key.
     * @param isWord Whether a needle that begins with a letter or digit must begin a word or number there.
     */
    postings(needle, isWord = false) {
      const isBounded = isWord && LATIN.test(needle[0]), key = isBounded ? " " + needle : needle;
      const known = this.kept.get(key);
      if (known) return known;
      const { text, starts, headingEnds, weightOf } = this, ids = [];
      const inText = 1 / (1 - B), perChar = B / ((1 - B) * this.meanLength);
      let section = 0;
      for (const at of places(text, needle, isWord)) {
        section = this.sectionAt(at, section);
        if (!weightOf[section]) ids.push(section);
        const inHeading = this.isPlanNamed[section] ? TITLE_WEIGHT : HEADING_WEIGHT;
        weightOf[section] += at < headingEnds[section] ? inHeading : inText / (1 + perChar * (starts[section + 1] - starts[section]));
      }
      this.titles.forEach((title, page) => {
        if (!stands(title, needle, isWord)) return;
        for (let id = this.firstOfPage[page]; id < this.firstOfPage[page + 1]; id++) {
          if (!weightOf[id]) ids.push(id);
          weightOf[id] += TITLE_WEIGHT;
        }
      });
      const values = Float32Array.from(ids, (id) => (weightOf[id] * (K1 + 1)) / (weightOf[id] + K1));
      for (const id of ids) weightOf[id] = 0;
      const found = { ids: Int32Array.from(ids), values, rarity: Math.log(1 + (this.size - ids.length + 0.5) / (ids.length + 0.5)) };
      if (this.kept.size > POSTINGS_KEPT) this.kept.clear();
      this.kept.set(key, found);
      return found;
    }

    /** Return the section that holds position `at`, looking from section `from` onward. */
    sectionAt(at, from) {
      const { starts } = this;
      if (at < starts[from + 1]) return from;
      let low = from + 1, high = this.size - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= at) low = middle; else high = middle - 1;
      }
      return low;
    }

    /** Return the numbers of all sections whose text or heading holds the (normalised) needle. */
    holding(needle) {
      const ids = [];
      let section = 0;
      for (let at = this.text.indexOf(needle); at >= 0; at = this.text.indexOf(needle, this.starts[section + 1])) {
        section = this.sectionAt(at, section);
        ids.push(section);
      }
      return ids;
    }

    /**
     * Read a query as concepts: each is a list of [needle, weight] that mean the same.
     * A phrase of the word table stands for its official words; what is left is read as pairs of characters.
     */
    concepts(query) {
      const out = [];
      for (const [run] of query.matchAll(/[\p{L}\p{N}]+/gu)) {
        let rest = "";
        const flush = () => {
          this.addRun(rest, out);
          rest = "";
        };
        for (const [piece, alternatives] of this.cut(run)) {
          if (!alternatives) rest += piece;
          else if (piece.length === 1 && alternatives[0]?.[0] === piece) {
            out.push(alternatives.slice(1).map(([needle, weight]) => [needle, weight * LETTER_WORD_WEIGHT])); // 药 may be half of a word
            rest += piece;
          } else {
            flush();
            if (alternatives.length) out.push(alternatives);
          }
        }
        flush();
      }
      return out;
    }

    /**
     * Cut a run of letters into [piece, alternatives or nothing]: phrases of the word table and numbers in words, and
     * single characters between them. Of all ways the one that holds the longest phrases, the later of equals: in
     * 晚上学校 it is 学校, not 上学.
     */
    cut(run) {
      const best = new Array(run.length + 1).fill(-1), last = new Array(run.length + 1);
      const step = (start, end, weight, alternatives) => {
        const gain = best[start] + weight - best[end];
        if (gain > 0 || (gain === 0 && alternatives)) [best[end], last[end]] = [best[start] + weight, [start, alternatives]];
      };
      const levels = [...run.matchAll(LEVEL)];
      best[0] = 0;
      for (let start = 0; start < run.length; start++) {
        step(start, start + 1, 0, null);
        const [numerals = "", unit = ""] = COUNTED.exec(run.slice(start)) || [];
        const amount = numerals && numberOf(numerals) + (unit === "个" ? "" : unit);
        if (numerals) step(start, start + numerals.length, numerals.length ** 2, [[amount, 1], [numerals + unit, 1]]);
        for (const { 0: found, index } of levels) if (index === start) step(start, start + found.length, found.length ** 2, spellingsOf(levelsIn(found)[0]));
        for (let end = start + 1; end <= Math.min(run.length, start + this.longestPhrase); end++) {
          const known = this.phrases.get(run.slice(start, end));
          const isInside = [start, end].some((at) => LETTER.test(run[at - 1]) && LETTER.test(run[at])); // rain in training
          if (known && !isInside) step(start, end, (end - start) ** 2, known);
        }
      }
      const out = [];
      for (let end = run.length; end > 0; end = last[end][0]) out.unshift([run.slice(last[end][0], end), last[end][1]]);
      return out;
    }

    /**
     * Return what a query means: a word for what a plan is about, alone, asks what is to be done about it. A word of the
     * plan's own name, in full or short, asks for the plan.
     */
    meaning(literal) {
      const word = literal.trim();
      if (!this.phrases.has(word) || this.isInNameOfPlan(word)) return literal;
      const lifts = this.lifts(this.concepts(word), word);
      return this.planTags.some(([tag]) => lifts.has(tag)) ? word + " " + this.implied : literal;
    }

    isInNameOfPlan(word) {
      const front = this.kindTag.get("plan"), key = nameKey(word);
      if (this.planTags.some(([, name]) => name.includes(word))) return true;
      return [...this.named].some(([name, own]) => name.includes(key) && own.some((id) => this.sections[id].tags.includes(front)));
    }

    addRun(run, out) {
      if (run.length >= 3) out.push([[run, 1]]);
      for (const [part] of run.matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
        const letters = [...part];
        if (!/\p{Script=Han}/u.test(part)) {
          if (part !== run || part.length < 3) out.push([[part, 0.8]]);
        } else {
          for (const letter of letters) if (!this.particles.has(letter)) out.push([[letter, LETTER_WEIGHT]]);
          for (let i = 0; i + 1 < letters.length; i++) {
            const isLoose = this.particles.has(letters[i]) || this.particles.has(letters[i + 1]);
            out.push([[letters[i] + letters[i + 1], isLoose ? 0.2 : 1]]);
          }
        }
      }
    }

    /**
     * Score all sections against the concepts: BM25 over weighted fields, times the share of concepts met; of words
     * that mean the same the best one counts, the others a little. Plans whose name tells the topic are lifted, and so
     * are the kinds of pages that answer such a question.
     * @returns {scores, met}, of each section; met is its share of the concepts known outside rules and help.
     */
    score(concepts, query) {
      const total = new Float64Array(this.size), met = new Float64Array(this.size), best = new Float64Array(this.size);
      const importances = [];
      let wanted = 0, known = 0;
      for (const alternatives of concepts) {
        const touched = [], sum = this.others;
        let importance = 0;
        for (const [needle, weight] of alternatives) {
          const { ids, values, rarity } = this.postings(needle, true);
          if (!ids.length) continue;
          importance = Math.max(importance, rarity * weight);
          ids.forEach((id, i) => {
            const value = weight * rarity * values[i];
            if (!best[id]) touched.push(id);
            sum[id] += value;
            if (value > best[id]) best[id] = value;
          });
        }
        wanted += importance;
        importances.push(importance);
        if (touched.some((id) => !this.isAside(id))) known += importance;
        for (const id of touched) {
          total[id] += best[id] + OTHERS_SHARE * Math.min(best[id], sum[id] - best[id]);
          met[id] += importance;
          best[id] = sum[id] = 0;
        }
      }
      const lifts = this.lifts(concepts, query), front = this.kindTag.get("plan");
      const topics = new Set(this.planTags.map(([tag]) => tag).filter((tag) => lifts.has(tag)));
      for (let id = 0; id < this.size; id++) if (total[id]) {
        total[id] *= 0.3 + 0.7 * (met[id] / wanted);
        met[id] /= known || 1;
        const { tags, number } = this.sections[id];
        for (const tag of tags) total[id] *= lifts.get(tag) ?? 1;
        if (id === this.firstOfPage[number] && tags.includes(front) && tags.some((tag) => topics.has(tag))) total[id] *= TOPIC_LIFT;
      }
      this.weighNearness(concepts, importances, total);
      return { scores: total, met };
    }

    /**
     * Lower the sections in which the words of the query stand far apart, as in long tables: of the concepts that a
     * section meets, those in its heading, its title or one stretch of NEAR_CHARS count in full, the others in part.
     */
    weighNearness(concepts, importances, total) {
      const asked = concepts.map((alternatives, i) => [alternatives.map(([needle]) => needle).filter((needle) => needle.length > 1), importances[i]])
        .filter(([needles, importance]) => needles.length && importance);
      for (const id of this.best(total, NEAR_LOOKED)) {
        const title = this.titles[this.sections[id].number], heading = this.headingOf(id);
        const body = this.text.slice(this.headingEnds[id], this.starts[id + 1]);
        const spots = [];
        let near = 0, met = 0;
        asked.forEach(([needles, importance], concept) => {
          if (needles.some((needle) => stands(heading, needle, true) || stands(title, needle, true))) {
            near += importance;
            met += importance;
            return;
          }
          const before = spots.length;
          for (const needle of needles) for (const at of places(body, needle, true)) spots.push([at, concept]);
          if (spots.length > before) met += importance;
        });
        if (met) total[id] *= NEAR_SHARE + (1 - NEAR_SHARE) * ((near + nearest(spots, (concept) => asked[concept][1])) / met);
      }
    }

    /** Return the numbers of the sections with the best scores, best first. */
    best(scores, count) {
      const ids = [];
      for (let id = 0; id < this.size; id++) if (scores[id]) ids.push(id);
      return ids.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, count);
    }

    /** Return by what factor sections with a tag are lifted: kinds, and plans whose name holds a word of the query. */
    lifts(concepts, query) {
      const lifts = new Map(this.shares);
      const wanted = new Set(this.kindHints.flatMap(([phrase, kinds]) => (query.includes(phrase) ? kinds : [])));
      for (const kind of wanted) {
        const tag = this.kindTag.get(kind);
        lifts.set(tag, (lifts.get(tag) ?? 1) * KIND_LIFT);
      }
      const needles = concepts.flat().filter(([needle, weight]) => weight >= 0.9 && needle.length > 1).map(([needle]) => needle);
      for (const needle of needles) {
        const named = this.planTags.filter(([, name]) => name.includes(needle));
        if (named.length <= Math.max(1, this.planTags.length * TOPIC_PLANS)) for (const [tag] of named) lifts.set(tag, TOPIC_LIFT);
      }
      return lifts;
    }

    /**
     * Search.
     * @param query What was typed. Each section that holds it to the letter (normalised) is an exact hit.
     * @param options.filters {facet: [value, …]}: any value of a facet, all facets. options.limit, options.offset.
     * @returns {total, exact, related, facets: [[name, [[value, count, isChosen], …]], …], hits: […]}: first the
     * exact hits, then those with all terms, then what is related.
     */
    search(query, { filters = {}, limit = 20, offset = 0 } = {}) {
      const literal = normalise(query);
      const tiers = new Uint8Array(this.size), found = [];
      const raise = (id, tier) => {
        if (!tiers[id]) found.push(id);
        if (tier > tiers[id]) tiers[id] = tier;
      };
      const terms = [...literal.matchAll(/["“]([^"“”]+)["”]|([^\s"“”]+)/gu)].map((m) => (m[1] || m[2]).trim()).filter(Boolean);
      const isQuoted = /^\s*(["“][^"“”]+["”]\s*)+$/u.test(literal);
      const named = isQuoted ? new Set() : this.askedByName(literal);
      const meant = isQuoted ? literal : this.meaning(literal), concepts = this.concepts(meant);
      const levels = levelsIn(literal);
      let scores = new Float64Array(this.size), met = scores;
      if (terms.length) {
        ({ scores, met } = this.score(concepts, meant));
        for (let id = 0; id < this.size; id++) if (this.isAside(id)) scores[id] *= ASIDE_SHARE;
        for (const id of this.holding(literal)) raise(id, EXACT);
        for (const id of this.holdingAll(terms)) raise(id, ALL_TERMS);
        if (!isQuoted) for (const id of this.related(scores)) raise(id, RELATED);
        this.liftHeadings(literal, found, tiers, scores);
        for (const id of named) raise(id, RELATED);
      } else if (Object.values(filters).some((values) => values.length)) {
        for (let id = 0; id < this.size; id++) raise(id, ALL_TERMS);
      }
      const { kept, facets } = this.narrow(found, filters);
      const asideRank = this.asksForAside(literal, kept, tiers, met) ? 1 : -1;
      const isOfOtherLevel = (id) => levels.length && this.levels[id].length && !this.levels[id].some((level) => levels.includes(level));
      const rankOf = (id) => 40 * named.has(id) + 20 * asideRank * this.isAside(id) + 2 * tiers[id] - (isOfOtherLevel(id) ? 1 : 0);
      kept.sort((a, b) => rankOf(b) - rankOf(a) || scores[b] - scores[a] || a - b);
      this.spread(kept, rankOf, scores);
      const loose = concepts.flat().map(([needle]) => needle).filter((needle) => needle.length > 1);
      const needles = { [EXACT]: [literal], [ALL_TERMS]: terms, [RELATED]: loose };
      const tally = (tier) => kept.reduce((sum, id) => sum + (tiers[id] === tier ? 1 : 0), 0);
      return {
        total: kept.length,
        exact: tally(EXACT),
        related: tally(RELATED),
        facets,
        hits: kept.slice(offset, offset + limit).map((id) => this.hit(id, tiers[id], scores[id], needles[tiers[id]], named.has(id))),
      };
    }

    /** Whether a section is of a kind that comes after all others, such as rules and help. */
    isAside(id) {
      return this.sections[id].tags.some((tag) => this.asideTags.has(tag)) ? 1 : 0;
    }

    /**
     * Whether rules and help are what is wanted: the query is the id of a rule or the heading of a section of theirs, or
     * it stands to the letter only there and no other section comes near it, as with a message of the check.
     */
    asksForAside(literal, ids, tiers, met) {
      const wanted = literal.trim();
      if (RULE_ID.test(wanted)) return true;
      const held = ids.filter((id) => tiers[id] > RELATED && this.isAside(id));
      const others = ids.filter((id) => !this.isAside(id));
      if (!held.length || others.some((id) => tiers[id] > RELATED)) return false;
      return held.some((id) => this.headingOf(id).endsWith(wanted)) || others.every((id) => met[id] < ENOUGH_MET);
    }

    /** Return the normalised heading of a section. */
    headingOf(id) {
      return this.text.slice(this.starts[id], this.headingEnds[id]);
    }

    /**
     * Let the first places among sections of the same rank go to different ones: of a page, and of a heading that several
     * pages of a plan share (the same part of each level), every further section counts less than the one before.
     */
    spread(ids, rankOf, scores) {
      const seen = new Map();
      let rest = [];
      for (let at = 0; at < Math.min(ids.length, REPEATS_LOOKED); at++) {
        if (!rest.length) {
          const end = ids.findIndex((id, i) => i > at && rankOf(id) !== rankOf(ids[at]));
          rest = ids.slice(at, Math.min(end < 0 ? ids.length : end, REPEATS_LOOKED));
          seen.clear();
        }
        const worth = rest.map((id) => this.keysOf(id).reduce((score, key) => score * REPEAT_SHARE ** (seen.get(key) || 0), scores[id]));
        const choice = worth.reduce((best, score, i) => (score > worth[best] ? i : best), 0);
        [ids[at]] = rest.splice(choice, 1);
        for (const key of this.keysOf(ids[at])) seen.set(key, (seen.get(key) || 0) + 1);
      }
    }

    /** Return what a section shares with others that say nearly the same: its page, and folder and heading. */
    keysOf(id) {
      const { number, heading } = this.sections[id], url = this.pages[number][1];
      return [url, url.slice(0, url.lastIndexOf("/") + 1) + heading.replace(/^[\d.\s]+/u, "")];
    }

    /** Sections that hold all terms; of several, some may stand in the page's title. */
    holdingAll(terms) {
      if (terms.length === 1) return this.holding(terms[0]);
      const counts = new Uint8Array(this.size);
      let ids = [];
      terms.forEach((term, i) => {
        ids = [];
        for (const id of this.postings(term).ids) if (counts[id] === i) {
          counts[id]++;
          ids.push(id);
        }
      });
      return terms.length > 255 ? [] : ids;
    }

    related(scores) {
      const ids = this.best(scores, this.size);
      const enough = ids.findIndex((id, rank) => rank >= RELATED_LEAST && scores[id] < scores[ids[0]] * RELATED_SHARE);
      return ids.slice(0, enough < 0 ? RELATED_MAX : Math.min(enough, RELATED_MAX));
    }

    /** Among equals of wording, a section called so comes first, then those called so behind a number. */
    liftHeadings(literal, found, tiers, scores) {
      const wanted = literal.trim();
      for (const id of found) if (tiers[id] > RELATED) {
        const heading = this.headingOf(id);
        if (heading === wanted) scores[id] += 1000;
        else if (heading.endsWith(" " + wanted)) scores[id] += 100; // behind its number
      }
    }

    /** Apply the filters; count each facet under the filters of the others, so that a choice can be widened. */
    narrow(found, filters) {
      const { tags, facets: names } = this.data;
      const chosen = names.map((name) => new Set(filters[name] || []));
      const counts = new Map(), kept = [];
      for (const id of found) {
        const own = this.sections[id].tags;
        const missed = [];
        chosen.forEach((values, facet) => {
          if (values.size && !own.some((tag) => tags[tag][0] === facet && values.has(tags[tag][1]))) missed.push(facet);
        });
        if (!missed.length) kept.push(id);
        if (missed.length > 1) continue;
        for (const tag of own) if (!missed.length || tags[tag][0] === missed[0]) counts.set(tag, (counts.get(tag) || 0) + 1);
      }
      const facets = names.map((name, facet) => {
        const rows = [];
        tags.forEach(([owner, value], tag) => {
          const isChosen = chosen[facet].has(value);
          if (owner === facet && (counts.has(tag) || isChosen)) rows.push([value, counts.get(tag) || 0, isChosen]);
        });
        if (!(this.data.ordered || []).includes(name)) rows.sort((a, b) => b[1] - a[1]);
        return [name, rows];
      });
      return { kept, facets };
    }

    hit(id, tier, score, needles, isNamed) {
      const { number, heading, anchor, text, tags } = this.sections[id], [title, url] = this.pages[number];
      const whole = (words) => pieces(words, coverage(words, needles), 0, words.length);
      const kind = tags.map((tag) => this.data.tags[tag]).find(([facet]) => this.data.facets[facet] === "kind");
      return {
        page: number, section: id - this.firstOfPage[number], url: anchor ? url + "#" + anchor : url,
        title: whole(title), heading: heading === title ? [] : whole(heading), excerpt: excerpt(text, needles, isNamed), // a page begins with the phone
        kind: kind ? kind[1] : "", isExact: tier === EXACT, isRelated: tier === RELATED, isAside: this.isAside(id) === 1, isNamed, score,
      };
    }
  }

  const engine = { Index, normalise };
  root.PFSearch = engine;
  if (!root.document) return;

  /* ------------------------------------------------------------------ loading */

  const { document } = root, script = document.currentScript;
  const html = document.documentElement;

  /** Return the address of the site's top relative to this page, ending in "/" or empty. */
  function siteRoot() {
    const options = root.DOCUMENTATION_OPTIONS || {};
    const given = [script && script.dataset.planforgeRoot, html.dataset.planforgeRoot, html.dataset.content_root, options.URL_ROOT];
    const path = given.find((value) => typeof value === "string") || "";
    return path === "" || path.endsWith("/") ? path : path + "/";
  }

  function loadScript(source) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.charset = "utf-8";
      element.onload = resolve;
      element.onerror = () => reject(new Error("cannot load " + source));
      document.head.append(element);
    });
  }

  const DATA_FOLDER = "searchdata/", RESULTS_PAGE = "search.html";
  let manifest = null, index = null;

  /** Load the manifest (texts of the user interface, list of parts): a few kilobytes. */
  engine.manifest = () => {
    manifest ??= loadScript(siteRoot() + DATA_FOLDER + "index.js").then(() => root.PF_DATA);
    return manifest;
  };

  /** Load everything and build the index; later calls give the same one. */
  engine.ready = () => {
    index ??= engine.manifest().then(async (data) => {
      await Promise.all(data.shards.map(([file, version]) => loadScript(siteRoot() + DATA_FOLDER + file + "?v=" + version)));
      data.parts = data.shards.map(([, version]) => {
        if (!data.loaded[version]) throw new Error("search data of another build");
        return data.loaded[version];
      });
      return new Index(data);
    });
    return index;
  };

  /* ------------------------------------------------------------------ elements */

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const marked = (list) => list.map(([text, isHit]) => (isHit ? element("mark", {}, text) : text));

  function translator(data) {
    return (key, values = {}) =>
      (data.ui[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  function summary(t, { total, related }) {
    if (!total) return t("none");
    const key = !related ? "count.exact" : total > related ? "count" : "count.related";
    return t(key, { exact: total - related, other: related });
  }

  const resultsAddress = (query) => siteRoot() + RESULTS_PAGE + "?q=" + encodeURIComponent(query);

  /** A hit as the content of a link: heading, where it stands, excerpt. */
  function hitContent(hit) {
    const line = element("span", { class: "pf-search-hit-title" }, ...marked(hit.heading.length ? hit.heading : hit.title));
    const where = element("span", { class: "pf-search-hit-where" });
    if (hit.kind) where.append(element("span", { class: "pf-search-kind" }, hit.kind));
    if (hit.heading.length) where.append(element("span", {}, ...marked(hit.title)));
    return [line, where, element("span", { class: "pf-search-hit-text" }, ...marked(hit.excerpt))];
  }

  /** The name of the text over a hit and those of its sort. */
  const groupOf = ({ isAside, isRelated, isNamed }) => (isNamed ? "named" : isAside ? "aside" : isRelated ? "related" : "exact");

  /** Run a task soon; a later call replaces one that has not run yet. */
  function latest(task, wait) {
    let timer = 0;
    return () => {
      root.clearTimeout(timer);
      timer = root.setTimeout(task, wait);
    };
  }

  /* ------------------------------------------------------------------ quick dialog */

  const QUICK_HITS = 12;

  class QuickDialog {
    constructor(data) {
      const t = (this.t = translator(data));
      this.list = element("div", { id: "pf-search-list", role: "listbox", "aria-label": t("results") });
      this.input = element("input", {
        type: "search", class: "pf-search-input", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
        "aria-label": t("label"), "aria-expanded": "false", "aria-controls": "pf-search-list", "aria-autocomplete": "list", placeholder: t("placeholder"),
      });
      this.status = element("p", { class: "pf-search-status", role: "status" }, t("hint"));
      this.all = element("a", { class: "pf-search-all", href: resultsAddress("") }, t("all"));
      const close = element("button", { type: "button", class: "pf-search-close", "aria-label": t("close") }, "✕");
      close.addEventListener("click", () => this.box.close());
      this.box = element(
        "dialog", { class: "pf-search-dialog", "aria-label": t("label") },
        element("div", { class: "pf-search-bar" }, this.input, close), this.status, this.list,
        element("div", { class: "pf-search-foot" }, element("span", { class: "pf-search-keys" }, t("keys")), this.all),
      );
      this.active = -1;
      this.box.addEventListener("click", (event) => event.target === this.box && this.box.close());
      const later = latest(() => this.update(), 80);
      this.input.addEventListener("input", (event) => event.isComposing || later());
      this.input.addEventListener("compositionend", later);
      this.input.addEventListener("keydown", (event) => this.onKey(event));
      document.body.append(this.box);
    }

    open() {
      if (!this.box.open) this.box.showModal();
      this.input.focus();
      this.input.select();
      engine.ready().catch(() => (this.status.textContent = this.t("failed")));
    }

    async update() {
      const query = this.input.value.trim();
      this.all.href = resultsAddress(query);
      let built;
      try {
        this.status.textContent = this.t("loading");
        built = await engine.ready();
      } catch {
        this.status.textContent = this.t("failed");
        return;
      }
      if (query !== this.input.value.trim()) return;
      const found = built.search(query, { limit: QUICK_HITS });
      this.show(found.hits);
      this.status.textContent = query ? summary(this.t, found) : this.t("hint");
    }

    show(hits) {
      const groups = new Map();
      for (const hit of hits) groups.set(groupOf(hit), [...(groups.get(groupOf(hit)) || []), hit]);
      const rows = [];
      this.options = [];
      for (const [name, members] of groups) {
        const group = element("div", { role: "group", "aria-label": this.t(name) }, element("div", { class: "pf-search-group", "aria-hidden": "true" }, this.t(name)));
        for (const hit of members) {
          const option = element("a", { role: "option", class: "pf-search-hit", id: "pf-search-option-" + this.options.length, tabindex: "-1", "aria-selected": "false", href: siteRoot() + hit.url }, ...hitContent(hit));
          option.addEventListener("click", () => this.box.close());
          this.options.push(option);
          group.append(option);
        }
        rows.push(group);
      }
      this.list.replaceChildren(...rows);
      this.list.scrollTop = 0;
      this.input.setAttribute("aria-expanded", String(this.options.length > 0));
      this.select(-1);
    }

    select(number) {
      const { options = [] } = this;
      if (options[this.active]) options[this.active].setAttribute("aria-selected", "false");
      this.active = options.length ? Math.min(number, options.length - 1) : -1;
      const option = options[this.active];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    onKey(event) {
      if (event.isComposing || event.keyCode === 229) return; // the input method is choosing characters
      const count = (this.options || []).length;
      if (event.key === "ArrowDown" && count) this.select((this.active + 1) % count);
      else if (event.key === "ArrowUp" && count) this.select((Math.max(this.active, 0) + count - 1) % count);
      else if (event.key === "Enter") {
        const option = this.active >= 0 ? this.options[this.active] : null;
        if (option) option.click();
        else if (this.input.value.trim()) root.location.href = resultsAddress(this.input.value.trim());
      } else if (event.key === "Escape") this.box.close(); // at once: a search field would only clear itself
      else return;
      event.preventDefault();
    }
  }

  let dialog = null;

  /** Open the quick dialog, loading what it needs first. */
  engine.open = async () => {
    dialog ??= engine.manifest().then((data) => new QuickDialog(data));
    try {
      (await dialog).open();
    } catch {
      dialog = null;
      root.location.href = resultsAddress("");
    }
  };

  /* ------------------------------------------------------------------ results page */

  const PAGE_HITS = 20;

  class ResultsPage {
    constructor(place, data) {
      const t = (this.t = translator(data));
      this.data = data;
      this.input = element("input", { type: "search", class: "pf-search-input", name: "q", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", "aria-label": t("label"), placeholder: t("placeholder") });
      const form = element("form", { class: "pf-search-bar", role: "search", action: "" }, this.input, element("button", { type: "submit", class: "pf-search-submit" }, t("submit")));
      this.status = element("p", { class: "pf-search-status", role: "status" });
      this.facets = element("details", { class: "pf-search-facets" });
      this.hits = element("ol", { class: "pf-search-hits" });
      this.more = element("button", { type: "button", class: "pf-search-more", hidden: "" }, t("more"));
      place.replaceChildren(form, this.status, element("div", { class: "pf-search-columns" }, this.facets, element("div", { class: "pf-search-main" }, this.hits, this.more)));
      const later = latest(() => this.update(), 120);
      this.input.addEventListener("input", (event) => event.isComposing || later());
      this.input.addEventListener("compositionend", later);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.update();
      });
      this.more.addEventListener("click", () => this.update(this.limit + PAGE_HITS));
      this.facets.open = root.matchMedia("(min-width: 48rem)").matches;
      const given = new URLSearchParams(root.location.search);
      this.input.value = given.get("q") || "";
      this.filters = Object.fromEntries(data.facets.map((name) => [name, given.getAll(name)]));
      this.input.focus();
      this.update();
    }

    async update(limit = PAGE_HITS) {
      const query = this.input.value.trim();
      this.limit = limit;
      this.rememberState(query);
      let built;
      try {
        this.status.textContent = this.t("loading");
        built = await engine.ready();
      } catch {
        this.status.textContent = this.t("failed");
        return;
      }
      if (query !== this.input.value.trim() || limit !== this.limit) return;
      const found = built.search(query, { filters: this.filters, limit });
      this.hits.replaceChildren(...found.hits.map((hit, i) => this.row(hit, found.hits[i - 1])));
      this.more.hidden = found.total <= limit;
      this.showFacets(found.facets);
      const isAsked = query || Object.values(this.filters).some((values) => values.length);
      this.status.textContent = isAsked ? summary(this.t, found) : this.t("hint");
    }

    /** Keep query and filters in the address, so that a search can be sent on and survives “back”. */
    rememberState(query) {
      const state = new URLSearchParams();
      if (query) state.set("q", query);
      for (const [name, values] of Object.entries(this.filters)) for (const value of values) state.append(name, value);
      const text = state.toString();
      root.history.replaceState(null, "", root.location.pathname + (text ? "?" + text : ""));
    }

    row(hit, before) {
      const row = element("li", { class: "pf-search-" + groupOf(hit) });
      if (!before || groupOf(before) !== groupOf(hit)) row.dataset.pfGroup = this.t(groupOf(hit));
      row.append(element("a", { class: "pf-search-hit", href: siteRoot() + hit.url }, ...hitContent(hit)));
      return row;
    }

    showFacets(facets) {
      const focused = document.activeElement && document.activeElement.dataset.pfTag;
      const groups = facets.filter(([, rows]) => rows.length).map(([name, rows]) => this.facet(name, rows));
      this.facets.hidden = !groups.length;
      this.facets.replaceChildren(element("summary", {}, this.t("filters")), ...groups);
      if (focused) for (const box of this.facets.querySelectorAll("input")) if (box.dataset.pfTag === focused) box.focus();
    }

    facet(name, rows) {
      const group = element("fieldset", { class: "pf-search-facet" }, element("legend", {}, this.t("facet." + name)));
      for (const [value, count, isChosen] of rows) {
        const box = element("input", { type: "checkbox", "data-pf-tag": name + "=" + value });
        box.checked = isChosen;
        box.addEventListener("change", () => {
          const others = this.filters[name].filter((other) => other !== value);
          this.filters[name] = box.checked ? [...others, value] : others;
          this.update();
        });
        group.append(element("label", {}, box, element("span", { class: "pf-search-value" }, value), element("span", { class: "pf-search-count" }, String(count))));
      }
      return group;
    }
  }

  /* ------------------------------------------------------------------ start */

  const isTyping = (target) => target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName || "");

  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.shiftKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand ? event.key.toLowerCase() !== "k" : event.key !== "/" || isTyping(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme listens for Ctrl+K too
    engine.open();
  }, true);

  function start() {
    for (const opener of document.querySelectorAll("[data-planforge-search]")) {
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        engine.open();
      });
      opener.addEventListener("focus", () => engine.manifest().catch(() => {}));
    }
    const place = document.getElementById("planforge-search-page");
    if (place) engine.manifest().then((data) => new ResultsPage(place, data), () => place.setAttribute("data-failed", ""));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(typeof window === "undefined" ? globalThis : window);
