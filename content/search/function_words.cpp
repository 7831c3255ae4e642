#include "content/search/function_words.hpp"

#include "content/search/fold.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace zugang::content::search {
namespace {

// As they are written; folded when they are first needed.
constexpr auto lists = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"de",
     "der die das den dem des ein eine einen einem einer eines und oder aber auch als wie wo wer "
     "was wen wem wessen wann warum weshalb wieso welche welcher welches welchen welchem woher "
     "wohin wofür womit worauf worum wovon wozu ich du er sie es wir ihr mich mir dich dir ihn ihm "
     "uns euch ihnen sich mein meine meinen meinem meiner dein deine sein seine seinen seinem "
     "seiner ihre ihren ihrem ihrer unser unsere euer ist sind war waren wird werden wurde wurden "
     "worden bin bist hat haben habe hast hatte hatten kann können könnte könnten kannst muss "
     "müssen müsste soll sollen sollte sollten darf dürfen will wollen möchte möchten mag für von "
     "vom zu zum zur bei beim mit nach aus in im an am auf um über unter vor durch gegen ohne "
     "zwischen seit bis nicht kein keine keinen keiner nur noch schon sehr so dass wenn weil ob "
     "dann da dort hier man etwas alle allen alles es gibt geben gilt mehr viel viele vielen "
     "dieser diese dieses diesen diesem jede jeder jedes jeden bitte denn doch mal etwa sowie "
     "damit dabei dafür davon dazu macht machen tun braucht brauche brauchen bekommt bekommen "
     "bekomme finde findet finden gefunden steht stehen heißt art außer z b bzw"},
    {"en",
     "the a an and or but also as how where who what whom whose when why which i you he she it we "
     "they me him her us them my your his its our their is are was were be been being am has have "
     "had having can could must shall should may might will would do does did doing done for of "
     "to at by with from in on into about over under before after between through during without "
     "not no only just very so that this these those there here than then if because while any "
     "all some each every more most much many other such own same too get gets take takes need "
     "needs find finding found offered offer offers available kind kinds type types s t e g"},
    {"fr",
     "le la les l un une des du de d et ou mais aussi comme comment où qui que quoi quand pourquoi "
     "quel quelle quels quelles lequel laquelle lesquels je j tu il elle on nous vous ils elles me "
     "m te t se s lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos est sont "
     "était étaient sera seront être été a ai as ont avez avons avait avoir peut peuvent puis "
     "pouvez pouvoir dois doit doivent devez devoir faut faire fait font pour par avec sans dans "
     "en au aux à sur sous entre chez vers depuis pendant avant après ne n pas plus ni non si ce "
     "c cet cette ces cela ça celui celle y qu est dont donc alors très tout toute tous toutes "
     "même autre autres quels combien moi toi sorte type types existe existent trouve trouver "
     "trouvent disponible disponibles"},
    {"uk",
     "і й та або але чи а що як де хто кого кому коли чому який яка яке які якого якої яких яким "
     "якій якими якому скільки куди звідки навіщо я ти він вона воно ми ви вони мене мені тебе "
     "тобі його йому її їй нас нам вас вам їх їм себе мій моя моє мої твій ваш ваша ваші ваше наш "
     "свій свою своїх є був була було були буде будуть бути має мають мати може можуть можна "
     "можете треба потрібно потрібні слід для від до з із зі у в на за по про при під над перед "
     "через без між після до не ні ані лише тільки ще вже дуже так це цей ця ці цього цієї цих "
     "той та те ті того тих там тут якщо щоб тому також всі все всіх кожен або вид види типи роду "
     "можу яку яким чого чим чому таке такий така такі моєму моїй моєї моїх маю маємо повинен "
     "повинна повинні щодо знайти знайду існує існують доступні доступна доступний є бути роблю "
     "робити"},
    {"ru",
     "и или но а же ли что чего чему как где кто кого кому когда почему какой какая какое какие "
     "каких какого каким какую сколько куда откуда зачем я ты он она оно мы вы они меня мне тебя "
     "тебе его ему её ей нас нам вас вам их им себя мой моя мое мои твой ваш ваша ваши наш свой "
     "свою своих есть был была было были будет будут быть может могут можно нужно надо для от до "
     "с со у в во на за по о об при под над перед через без между после не ни только еще уже "
     "очень так это этот эта эти этого этой этих тот та те того тех там тут здесь если чтобы "
     "потому также все всё всех каждый бы вид виды типы могу который которая которые которых моем "
     "моей моих имею должен должна должны найти найду существует существуют доступны доступна "
     "делать такое такой такая такие чем"},
    {"ar",
     "في من إلى الى على عن مع هذا هذه ذلك تلك هؤلاء التي الذي الذين اللاتي ما ماذا من متى أين كيف "
     "لماذا هل كم أي أية هو هي هم هن أنا أنت نحن أنتم كان كانت يكون تكون يكونوا ليس ليست لا لم لن "
     "قد لقد إن أن إذا لو ثم أو أم و ف ب ل ك بعد قبل عند عندما حتى منذ بين تحت فوق دون غير كل بعض "
     "جميع العثور اعثر أعثر توجد يوجد الموجودة الموجود المتوفرة المتوفر المتاحة المتاح كنت يمكنه "
     "يمكنها يمكنهم له لها لهم لك لي به بها فيه فيها منه منها عليه عليها إليه إليها يمكن يمكنك "
     "يمكنني يجب "
     "يتم تم هناك هنا ذا أيضا أيضًا فقط نوع أنواع الي حول خلال والتي وهي وهو"},
    {"fa",
     "و یا اما هم که چه چی چگونه چطور کجا کی کدام چرا آیا چند من تو او ما شما آنها ایشان این آن "
     "است هست هستند بود بودند باشد می نمی شود شد شده کرد کردن کند کنم کنید دارد دارند دارم باید "
     "توان تواند توانم برای از به با در بر تا را روی زیر پیش پس بین بدون نه فقط هنوز خیلی اگر چون "
     "همه می‌توانم پیدا وجود موجود هر یک هایی های "
     "ها "
     "ی"},
    {"tr",
     "ve veya ya da de ama fakat ile için gibi kadar ne neden niçin nasıl nerede nereye nereden "
     "kim kime hangi hangisi kaç mı mi mu mü ben sen o biz siz onlar beni bana seni sana onu ona "
     "bizi bize sizi size bu şu bir her bazı tüm hiç çok daha en var yok değil olan olarak olur "
     "mıdır midir mudur müdür dir dır nedir nelerdir"},
    {"es",
     "el la los las lo un una unos unas y e o u pero también como cómo dónde donde quién quien "
     "qué que cuándo cuando cuánto cuánta por qué cuál cual cuáles yo tú él ella nosotros ustedes "
     "ellos me te se le les nos mi mis tu tus su sus es son era ser está están estar ha han hay "
     "haber puede pueden puedo poder debe deben tengo tiene tienen tener de del a al en con sin "
     "por para sobre entre desde hasta no ni solo más muy si porque este esta estos estas ese esa "
     "eso todo todos toda todas otro otra"},
    {"ro",
     "și sau dar ca cum unde cine ce când de care cui cât câte câți eu tu el ea noi voi ei ele mă "
     "te se îl îi ne vă le meu mea ta tău lui ei lor este sunt era fi fost are au am ai avea poate "
     "pot trebuie la în din cu fără pe prin pentru despre între până după înainte nu doar mai "
     "foarte dacă că acest această acești aceste un o unui unei al a ale toate tot"},
    {"pl",
     "i lub albo ale a czy co jak gdzie kto kogo komu kiedy dlaczego jaki jaka jakie jakich który "
     "która które których ile skąd dokąd ja ty on ona ono my wy oni mnie mi ciebie go mu jej nas "
     "nam was wam ich im się mój moja moje twój swój jest są był była było były będzie być ma mają "
     "mieć może mogą można mogę trzeba należy dla od do z ze u w we na za po o przy pod nad przed "
     "przez bez między nie ani tylko jeszcze już bardzo tak to ten ta te tego tej tych tam tu "
     "jeśli "
     "żeby także wszystkie wszystko każdy"},
    {"bg",
     "и или но а ли че какво как къде кой коя кое кои кого кога защо какъв каква какви колко аз ти "
     "той тя то ние вие те ме ми те го му я ѝ ни ви ги им се си е са съм бил била било бяха ще има "
     "имат може могат трябва за от до с със в във на по при под над пред през без между след не "
     "нито само още вече много така това този тази тези там тук ако да също всички всеки"},
    {"it",
     "il lo la i gli le un uno una e o ma anche come dove chi che cosa quando perché quale quali "
     "quanto io tu lui lei noi voi loro mi ti si ci vi mio mia suo sua è sono era essere ha hanno "
     "avere può possono devo deve di del della dei delle a al alla in nel nella con su per tra fra "
     "da dal non solo più molto se questo questa questi queste l d"},
    {"pt",
     "o a os as um uma e ou mas também como onde quem que quando por porque qual quais quanto eu "
     "tu ele ela nós vocês eles me te se lhe meu minha seu sua é são era ser está ter tem têm pode "
     "podem deve de do da dos das em no na nos nas com sem por para sobre entre não só mais muito"},
    {"nl",
     "de het een en of maar ook als hoe waar wie wat wanneer waarom welke ik jij je hij zij ze wij "
     "we jullie mij me mijn jouw zijn haar ons is was waren ben heeft hebben kan kunnen moet "
     "moeten mag zal zullen voor van naar met in op aan uit bij over tot niet geen dit dat deze "
     "die "
     "er om te"},
    {"sq",
     "dhe ose por edhe si ku kush çfarë çka kur pse cili cila cilat sa unë ti ai ajo ne ju ata më "
     "të e i u është janë ishte ka kanë mund duhet për nga në me pa mbi nën jo nuk vetëm një ky "
     "kjo "
     "këto që së"},
    {"sr",
     "i ili ali a da li šta što kako gde ko kada zašto koji koja koje kojih koliko ja ti on ona mi "
     "vi oni me mi ga mu je su bio bila biće ima može mogu treba za od do s sa u na po o pri iz "
     "bez "
     "ne ni samo još već taj ta to ovaj ova ovo ako se"},
    {"el",
     "ο η το οι τα του της των τον την και ή αλλά πώς πού ποιος ποια ποιο τι πότε γιατί πόσο εγώ "
     "εσύ αυτός αυτή αυτό εμείς εσείς μου σου του μας σας τους είναι ήταν έχει έχουν μπορώ μπορεί "
     "πρέπει για από σε στο στη στην με χωρίς δεν να θα που αν ένα μια"},
    {"vi",
     "và hoặc nhưng như thế nào ở đâu ai gì khi tại sao là có được không thể phải cho của từ đến "
     "với trong trên các những một này đó tôi bạn"},
    {"ur",
     "اور یا لیکن کیا کیسے کہاں کون کب کیوں کونسا میں تم آپ وہ یہ ہم ہے ہیں تھا تھے ہو کا کی کے کو "
     "سے پر تک نے نہیں"},
    {"ps", "او یا خو څه څنګه چیرته څوک کله ولې زه ته هغه دا موږ تاسو دی ده دي په د له تر کې نه"},
    {"ckb", "و یان بەڵام چی چۆن کوێ کێ کەی بۆ من تۆ ئەو ئێمە ئێوە ئەوان لە بە تا نا ئەم"},
    {"kmr", "û an lê çi çawa li ku kî kengî çima ez tu ew em hûn ji bi di de ne ev da ya yê yên"},
    {"am", "እና ወይም ግን ምን እንዴት የት ማን መቼ ለምን እኔ አንተ እሱ እሷ እኛ እናንተ እነሱ ነው ናቸው ነበር አለ ውስጥ ላይ"},
    {"ti", "ን ወይ ግን እንታይ ከመይ ኣበይ መን መዓስ ስለምንታይ ኣነ ንስኻ ንሱ ንሳ ንሕና እዩ እያ እዮም ነበረ ኣሎ ኣብ ናብ ካብ"},
    {"so",
     "iyo ama laakiin sidee xaggee yaa maxay goorma waayo aniga adiga isaga iyada waa waxaa ka u "
     "ku la oo in"},
    {"hi", "और या लेकिन क्या कैसे कहाँ कौन कब क्यों मैं आप वह यह हम है हैं था थे का की के को से पर में ने नहीं"},
});

// Beginnings, as they are written.
constexpr auto request_lists = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"de",
     "benötig erforderlich notwendig nötig voraussetzung möglichkeit möglich unterschied beding "
     "anbiete angebote angeboten biete bietet wichtig bedeut versteh verstanden inform erhalt "
     "bekomm aufgabe ziel zweck vorteil nachteil geeignet unterlag hilft helfen hilfe unterstütz "
     "zuständig beinhalt umfass enthalt gedacht passier gehör funktion nutzen erfüll beantrag "
     "vereinbar arten wende melden"},
    {"en", "requir necess condition possib difference differ important mean meaning inform receiv "
           "purpose goal aim advantage disadvantage suitable help helps support responsib happen "
           "provid provision include includ option apply contact role task benefit document access "
           "necessary eligib criteria involve work works"},
    {"fr",
     "besoin nécess condition possib différence important signifi inform recev reçoi obten but "
     "objectif avantage inconvénient adapté aide aider soutien responsab propos offre offr "
     "document rôle tâche fourni accès bénéfici exig requis permet contact arriv pass"},
    {"uk",
     "необхідн умов можлив різниц важлив означа інформац отрима мет цил переваг недолік підход "
     "допомог допомож підтрим відповіда відбува пропон надає надають документ завдан роль "
     "включа вимог звернут станеться відбуд"},
    {"ar",
     "شروط الشروط متطلبات المتطلبات فرق الفرق امكاني المعلومات معلومات الحصول احصل يحصل هدف الهدف "
     "مزايا فوايد مناسب مساعد المساعد دعم الدعم مسيول يحدث يقدم تقدم يقدمها تقدمها المقدم العروض "
     "المستندات مستندات الوثايق وثايق دور مهام خدمات الخدمات اللازم المطلوب تشمل يعني تعني المتاح "
     "للحصول"},
    {"ru",
     "необходим услов возможн разниц важн означа информац получ цел преимуществ недостат подход "
     "помощ помо поддерж отвеча происход предлага предоставля документ задач роль требован "
     "обратит"},
    {"tr",
     "gerek şart koşul imkan fark önem anlam bilgi almak alabil amaç avantaj uygun yardım destek "
     "sorumlu sunul belge görev rol"},
    {"fa", "شرایط لازم امکان تفاوت مهم معنی اطلاعات دریافت هدف مزایا مناسب کمک حمایت مسئول ارائه "
           "مدارک نقش"},
    {"es",
     "necesi necesar condicion requisit posib diferencia importante signific inform recib obten "
     "objetivo ventaja adecuad ayuda apoyo responsab ofrec document papel acceso"},
    {"pl",
     "potrzeb koniecz warun możliw różnic ważn oznacza inform otrzym cel zalet odpowiedni pomoc "
     "wspar oferuj dokument zada rol wymag"},
    {"ro", "nevoie necesar condiți posibil diferență important însemn informați primi obține scop "
           "avantaj ajut sprijin ofer document rol"},
});

using Words = std::set<std::string, std::less<>>;

template <typename Use>
void for_each_word(std::string_view language, std::string_view list, const Use& use) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        std::string word = fold(list.substr(0, end));
        if (language == "de") {
            word = without_e_of_umlauts(word);
        }
        use(std::move(word));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

const std::map<std::string_view, Words>& folded_lists() {
    static const std::map<std::string_view, Words> folded = [] {
        std::map<std::string_view, Words> made;
        for (const auto& [language, list] : lists) {
            Words& words = made[language];
            for_each_word(language, list,
                          [&words](std::string word) { words.insert(std::move(word)); });
        }
        return made;
    }();
    return folded;
}

const std::map<std::string_view, std::vector<std::string>>& folded_requests() {
    static const std::map<std::string_view, std::vector<std::string>> folded = [] {
        std::map<std::string_view, std::vector<std::string>> made;
        for (const auto& [language, list] : request_lists) {
            for_each_word(language, list, [&made, &language = language](std::string word) {
                made[language].push_back(std::move(word));
            });
        }
        return made;
    }();
    return folded;
}

} // namespace

bool is_function_word(std::string_view language, std::string_view surface) {
    const auto found = folded_lists().find(language.substr(0, language.find('-')));
    return found != folded_lists().end() && found->second.contains(surface);
}

bool is_request_word(std::string_view language, std::string_view surface) {
    const auto found = folded_requests().find(language.substr(0, language.find('-')));
    return found != folded_requests().end() &&
           std::ranges::any_of(found->second, [surface](const std::string& beginning) {
               return surface.starts_with(beginning);
           });
}

} // namespace zugang::content::search
